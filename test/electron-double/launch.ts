import type * as Electron from 'electron'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../../scripts/browser.mjs'
import { startApplication } from './application.ts'
import type { FromApplication } from './messages.ts'
import { openPage, type WindowPage } from './pages.ts'

/** A running window, on the double or on the real thing. */
export interface RunningWindow {
  readonly page: Page
  /** Errors that the page's console showed, and exceptions that nobody caught. */
  readonly errors: readonly string[]
  /** Runs a function in the main process; it sees nothing of the test but Electron's module. */
  readonly evaluate: <T>(run: (electron: typeof Electron) => T | Promise<T>) => Promise<T>
  /** Quits the application; rejects when that is not what ended it. */
  readonly close: () => Promise<void>
}

/** Starts the built application on the double; rejects when it ends before a window is there. */
export async function launchDouble(main: string, args: readonly string[]): Promise<RunningWindow> {
  const browser = await launchBrowser()
  const first = Promise.withResolvers<WindowPage>()
  const windows = new Map<number, Promise<WindowPage>>()

  const application = startApplication(main, args, (message) => {
    handle(message).catch(first.reject)
  })
  application.process.once('exit', (code) => {
    first.reject(endedWith(code, application.output()))
  })

  async function handle(message: FromApplication): Promise<void> {
    if (message.kind === 'open') {
      const opened = openPage(browser, application, message)
      windows.set(message.window, opened)
      first.resolve(await opened)
      return
    }
    if (!('window' in message)) return
    const opened = await windows.get(message.window)
    if (message.kind === 'send') await opened?.send(message.channel, message.args)
    if (message.kind === 'reload') await opened?.page.reload()
    if (message.kind === 'close') {
      await opened?.context.close()
      application.tell({ kind: 'closed', window: message.window })
    }
  }

  try {
    const { page, errors } = await first.promise
    return {
      page,
      errors,
      evaluate: <T>(run: (electron: typeof Electron) => T | Promise<T>) =>
        application.ask('evaluate', { source: run.toString() }) as Promise<T>,
      close: async () => {
        const code = await application.quit()
        await browser.close()
        if (code !== 0) throw endedWith(code, application.output())
      },
    }
  } catch (error) {
    application.process.kill('SIGKILL')
    await browser.close()
    throw error
  }
}

const endedWith = (code: number | null, output: string) =>
  new Error(`The application ended with code ${String(code)}: ${output}`)
