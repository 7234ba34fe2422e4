import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { describe } from 'vitest'
import type { RunningWindow } from '../electron-double/launch.ts'
import { windowPromises } from './electron-promises.ts'

const root = join(import.meta.dirname, '..', '..')
const executablePath = electronBinary()
const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined
const missing = executablePath ? 'no display' : 'no Electron binary'

describe.skipIf(!executablePath || !hasDisplay)(
  `the window on Electron itself (left out where there is ${missing})`,
  () => {
    windowPromises(launchElectron)
  },
)

async function launchElectron(dataDir: string): Promise<RunningWindow> {
  const application = await _electron.launch({
    ...(executablePath && { executablePath }),
    args: ['.', '--no-sandbox', '--data-dir', dataDir],
    cwd: root,
  })
  const page = await application.firstWindow()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (line) => {
    if (line.type() === 'error') errors.push(line.text())
  })
  return {
    page,
    errors,
    evaluate: (run) => application.evaluate(run as never),
    close: async () => {
      const child = application.process()
      await application.close()
      if (child.exitCode !== 0) throw new Error(`Ended with code ${String(child.exitCode)}`)
    },
  }
}

/** Where npm's package has put it, which it does on first use; asking the package would start that. */
function electronBinary(): string | undefined {
  const home = join(root, 'node_modules', 'electron')
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(home, 'dist')
  const pathFile = join(home, 'path.txt')
  const names = existsSync(pathFile) ? [readFileSync(pathFile, 'utf8').trim()] : ['electron']
  return names.map((name) => join(dist, name)).find((path) => existsSync(path))
}
