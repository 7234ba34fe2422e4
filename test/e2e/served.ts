import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { launchBrowser } from '../../scripts/browser.mjs'
import { tempDir } from '../temp-dir.ts'

const program = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')

/** The application served to browsers by the real program, on a data folder of its own. */
export interface Served {
  readonly dataDir: string
  /** Opens a new browser on a fresh address and resolves with its page. */
  readonly open: (options?: BrowserContextOptions) => Promise<Page>
  /** Ends the program, as Ctrl+C does. */
  readonly end: () => Promise<void>
  /** Errors that any page's console showed, and exceptions that nobody caught. */
  readonly errors: readonly string[]
}

/** What a command of the terminal program prints, on the data folder. */
export async function printed(dataDir: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, ...args, '--data-dir', dataDir],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  return stdout
}

/** The same as JSON. */
export const terminal = async <T>(dataDir: string, ...args: readonly string[]): Promise<T> =>
  JSON.parse(await printed(dataDir, ...args, '--json')) as T

/** The same for a command that prints a line for each thing. */
export async function terminalLines<T>(dataDir: string, ...args: readonly string[]): Promise<T[]> {
  const lines = (await printed(dataDir, ...args, '--json')).trim().split('\n')
  return lines.map((line) => JSON.parse(line) as T)
}

/** Starts the program's `serve`, ended after the test. */
export function serve(dataDir = tempDir()): Served {
  const server = spawn(
    process.execPath,
    [program, 'serve', '--no-open', '--port', '0', '--data-dir', dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const addresses: string[] = []
  const waiting: ((address: string) => void)[] = []
  createInterface({ input: server.stdout }).on('line', (line) => {
    const address = /http:\S+/.exec(line)?.[0]
    if (address === undefined) return
    const next = waiting.shift()
    if (next) next(address)
    else addresses.push(address)
  })
  const nextAddress = () => {
    const address = addresses.shift()
    return address === undefined
      ? new Promise<string>((resolve) => waiting.push(resolve))
      : Promise.resolve(address)
  }
  let browser: Browser | undefined
  const end = async () => {
    await browser?.close()
    browser = undefined
    if (server.exitCode !== null) return
    server.kill('SIGINT')
    await once(server, 'exit')
  }
  onTestFinished(end)

  const errors: string[] = []
  return {
    dataDir,
    errors,
    end,
    open: async (options) => {
      browser ??= await launchBrowser()
      const context = await browser.newContext(options)
      const page = await context.newPage()
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('console', (message) => {
        // Before it has signed in, a browser is told so with the status 401.
        const isSigningIn = message.text().includes('401')
        if (message.type() === 'error' && !isSigningIn) errors.push(message.text())
      })
      await page.goto(await nextAddress())
      await page.getByRole('navigation', { name: 'Main' }).waitFor()
      return page
    },
  }
}
