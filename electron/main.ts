import { app, dialog } from 'electron'
import { basename, join } from 'node:path'
import { createCore } from './core/create-core.ts'
import { dataFolder } from './core/data-folder.ts'
import type { Log } from './core/core.ts'
import { readPages } from './pages/pages.ts'
import { announceTo, answerPages } from './window/answer-pages.ts'
import { answersAtOnce } from './window/answers-at-once.ts'
import { guardPages } from './window/guards.ts'
import { bringToFront, openWindow } from './window/main-window.ts'
import { registerPagesScheme, servePages } from './window/pages-scheme.ts'
import { createUtilityFork } from './window/utility-fork.ts'

const built = join(import.meta.dirname, '..')

const line = (text: string) => {
  process.stderr.write(`${text}\n`)
}
const log: Log = { debug: () => undefined, info: line, warn: line, error: line }

app.enableSandbox()
app.commandLine.appendSwitch(answersAtOnce.switch, answersAtOnce.features)
registerPagesScheme()
start().catch((error: unknown) => {
  dialog.showErrorBox('Digit Lab cannot start', error instanceof Error ? error.message : 'Unknown')
  app.exit(1)
})

async function start(): Promise<void> {
  const dataDir = dataFolder(process.env, process.argv)
  // Beside the data, so that each data folder has one window.
  app.setPath('userData', join(dataDir, 'window'))
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  await app.whenReady()
  guardPages()
  servePages(readPages(join(built, 'renderer')))

  const core = createCore({
    dataDir,
    log,
    version: app.getVersion(),
    source: __BUILT_FROM__,
    commandLine: [basename(process.argv[0] ?? 'electron'), ...process.argv.slice(1)],
    fork: createUtilityFork(join(built, 'main')),
    worksQueue: true,
  })
  app.once('will-quit', (event) => {
    event.preventDefault()
    void core.close().finally(() => {
      app.quit()
    })
  })

  answerPages(core)
  const window = openWindow(join(built, 'preload', 'preload.cjs'))
  const { webContents } = window
  core.onAny((announcement) => {
    announceTo(webContents, announcement)
  })
  app.on('second-instance', () => {
    bringToFront(window)
  })
  app.on('window-all-closed', () => {
    app.quit()
  })
}
