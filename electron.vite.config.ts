import vue from '@vitejs/plugin-vue'
import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import { builtFrom } from './scripts/built-from.mjs'

const at = (path: string) => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    define: { __BUILT_FROM__: JSON.stringify(builtFrom(import.meta.dirname)) },
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          main: at('electron/main.ts'),
          cli: at('electron/cli.ts'),
          child: at('electron/train/child.ts'),
          augmenter: at('electron/train/augmenter.ts'),
          part: at('electron/train/split/part.ts'),
          bundler: at('electron/core/bundle/bundler.ts'),
          maker: at('electron/core/export/maker.ts'),
          prover: at('electron/core/export/prover.ts'),
          evaluator: at('electron/train/evaluator.ts'),
          reader: at('electron/formats/import/reader.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [vue()],
    build: {
      outDir: at('out/renderer'),
      rolldownOptions: { input: at('renderer/index.html') },
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  },
})
