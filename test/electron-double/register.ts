import { registerHooks } from 'node:module'

const double = new URL('electron.ts', import.meta.url).href

// The application's own import of Electron finds the double; everything else is as it was built.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context),
})
