/** The name under which a page's calls reach the application. */
export const invokeBinding = 'electronDoubleInvoke'
/** The name under which announcements reach the preload script. */
export const sendBinding = 'electronDoubleSend'

/** The text of a preload script, wrapped in what a sandboxed one finds: `require('electron')` and no more. */
export const preloadWorld = (preload: string): string => `(() => {
  if (window !== window.top || !location.protocol.startsWith('http')) return
  const listeners = new Map()
  const of = (channel) => listeners.get(channel) ?? []
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, value) => Object.defineProperty(window, name, { value: Object.freeze(value) }),
    },
    ipcRenderer: {
      invoke: (channel, ...args) => window.${invokeBinding}(channel, args),
      on: (channel, listener) => listeners.set(channel, [...of(channel), listener]),
      off: (channel, listener) => listeners.set(channel, of(channel).filter((other) => other !== listener)),
    },
  }
  window.${sendBinding} = (channel, args) => of(channel).forEach((listener) => listener({}, ...args))
  const require = (name) => {
    if (name === 'electron') return electron
    throw new Error('A sandboxed preload script cannot require ' + name)
  }
  ;((require, module, exports) => {
${preload}
  })(require, { exports: {} }, {})
})()`
