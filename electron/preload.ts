import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { announceChannel, askChannel, type Bridge } from './contract/bridge.ts'
import type { Announcement } from './contract/calls.ts'
import type { Reply } from './contract/errors.ts'

const bridge: Bridge = {
  ask: (name, input) => ipcRenderer.invoke(askChannel, name, input) as Promise<Reply<unknown>>,
  on: (listener) => {
    const pass = (_event: IpcRendererEvent, announcement: Announcement) => {
      listener(announcement)
    }
    ipcRenderer.on(announceChannel, pass)
    return () => {
      ipcRenderer.off(announceChannel, pass)
    }
  },
}

contextBridge.exposeInMainWorld('digitLab', bridge)
