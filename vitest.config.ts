import vue from '@vitejs/plugin-vue'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { soundCompiler } from './electron/train/node-flags.ts'

const at = (path: string) => resolve(import.meta.dirname, path)
const endToEnd = 'test/e2e/**'

export default defineConfig({
  plugins: [vue()],
  // The real package would start to download a browser when a test imports it.
  resolve: { alias: { electron: at('test/no-electron.ts') } },
  test: {
    globalSetup: at('test/global-setup.ts'),
    environment: 'node',
    pool: 'forks',
    execArgv: [soundCompiler],
    restoreMocks: true,
    // A slow machine is no failure.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [endToEnd],
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: [`${endToEnd}/*.test.ts`],
          // Browsers and trainers at the same time need the whole machine.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
