import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createCore } from '../../electron/core/create-core.ts'
import { forkNode } from '../../electron/train/fork.ts'
import { silent } from '../core/core-parts.ts'
import { launchDouble } from '../electron-double/launch.ts'
import { invokeBinding } from '../electron-double/preload-world.ts'
import { tempDir } from '../temp-dir.ts'
import { windowPromises } from './electron-promises.ts'

const built = join(import.meta.dirname, '..', '..', 'out', 'main')
const launch = (dataDir: string) => launchDouble(join(built, 'main.js'), ['--data-dir', dataDir])

describe('the built window on the double', () => {
  windowPromises(launch)
})

test('only the page itself is answered, not a frame in it', async () => {
  const { page, close } = await launch(tempDir())
  const call = `window.${invokeBinding}('ask', ['runs.list', {}])`
  expect(await page.evaluate(call)).toMatchObject({ ok: true })
  await page.evaluate(() => {
    document.body.append(document.createElement('iframe'))
  })
  await expect.poll(() => page.frames().length).toBe(2)
  expect(await page.frames()[1]?.evaluate(call)).toMatchObject({ ok: false, code: 'forbidden' })
  await close()
})

test('a page that crashed comes back', async () => {
  const { page, evaluate, close } = await launch(tempDir())
  const back = page.waitForEvent('load')
  await evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
  })
  await back
  expect(await page.evaluate(() => window.digitLab?.ask('runs.list', {}))).toMatchObject({
    ok: true,
  })
  await close()
})

test('a file that a page makes is saved', async () => {
  const { page, close } = await launch(tempDir())
  const downloading = page.waitForEvent('download')
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['text']))
    link.download = 'made.txt'
    link.click()
  })
  const download = await downloading
  expect(download.suggestedFilename()).toBe('made.txt')
  expect(await download.failure()).toBeNull()
  await close()
})

test('closing stops a run and keeps it', async () => {
  const dataDir = tempDir()
  const { page, close } = await launch(dataDir)
  await page.evaluate(async () => {
    const running = new Promise<void>((resolve) => {
      window.digitLab?.on(({ event }) => {
        if (event === 'run.metrics') resolve()
      })
    })
    await window.digitLab?.ask('runs.start', {
      config: { hidden: [16], trainImages: 2000, epochs: 1000 },
    })
    await running
  })
  await close()
  const core = createCore({
    dataDir,
    fork: forkNode(built),
    log: silent,
    version: 'test',
    worksQueue: false,
  })
  const run = await core.ask('runs.find', { run: 'last' })
  const { status, checkpoints } = await core.ask('runs.show', { id: run.id })
  await core.close()
  expect(status).toBe('stopped')
  expect(checkpoints).not.toEqual([])
})

test('a data folder that cannot be made is named, and no window opens', async () => {
  const place = join(built, 'main.js', 'below-a-file')
  await expect(launch(place)).rejects.toThrow(`The data folder ${place} cannot be made: ENOTDIR`)
})
