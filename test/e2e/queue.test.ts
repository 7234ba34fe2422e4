import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Output } from '../../electron/contract/calls.ts'
import { addFinishedRuns } from '../fixtures/finished-runs.ts'
import { tempDir } from '../temp-dir.ts'
import { button, choose, names, rowOf } from './run-grid.ts'
import { printed, serve, terminal } from './served.ts'
import { trainElsewhere } from './trains.ts'

/** A data folder whose one place for training is taken by a program of its own, with runs that wait for it. */
async function withQueue(waiting: readonly string[]): Promise<string> {
  const dataDir = tempDir()
  addFinishedRuns(dataDir, [{ name: 'Measured' }])
  await printed(dataDir, 'settings', 'set', 'runs-at-once', '1')
  await trainElsewhere(dataDir, 'Trains')
  for (const name of waiting) await printed(dataDir, 'queue', 'add', '--name', name)
  return dataDir
}

const queueIn = async (dataDir: string) => {
  const queue = await terminal<Output<'queue.list'>>(dataDir, 'queue', 'list')
  return queue as readonly (Output<'queue.list'>[number] & { readonly name: string })[]
}
const waitingIn = (page: Page) => page.getByRole('list', { name: 'Waiting' })

test('order, holds and estimates of the queue outlive the program', async () => {
  const dataDir = await withQueue(['One', 'Two', 'Three', 'Four'])
  const before = serve(dataDir)
  const queuePage = async (page: Page) => {
    await page.getByRole('link', { name: /^Queue/ }).click()
    return waitingIn(page).getByRole('listitem')
  }
  const first = await before.open()
  const rows = await queuePage(first)
  const inOrder = (list: typeof rows) => () => list.getByRole('link').allTextContents()
  await expect.poll(inOrder(rows)).toEqual(['One', 'Two', 'Three', 'Four'])
  await rows
    .nth(0)
    .getByText(/^Starts in about \d+ (s|min|h)$/)
    .waitFor()
  await rows
    .nth(0)
    .getByText(/^done /)
    .waitFor()

  await rows.nth(3).dragTo(rows.nth(0), { targetPosition: { x: 200, y: 4 } })
  await expect.poll(inOrder(rows)).toEqual(['Four', 'One', 'Two', 'Three'])
  await rows.nth(1).focus()
  await first.keyboard.press('Alt+ArrowDown')
  await expect.poll(inOrder(rows)).toEqual(['Four', 'Two', 'One', 'Three'])
  await first.keyboard.press('h')
  await rows.nth(2).getByText('Held').waitFor()
  await rows
    .nth(2)
    .getByText(/^takes about /)
    .waitFor()
  await rows.nth(3).focus()
  await first.keyboard.press('Delete')
  await expect.poll(inOrder(rows)).toEqual(['Four', 'Two', 'One'])
  await expect
    .poll(async () => (await queueIn(dataDir)).map(({ name }) => name))
    .toEqual(['Four', 'Two', 'One'])
  expect(before.errors).toEqual([])
  await before.end()

  const after = serve(dataDir)
  const again = await queuePage(await after.open())
  await expect.poll(inOrder(again)).toEqual(['Four', 'Two', 'One'])
  await again
    .nth(0)
    .getByText(/^Starts in about /)
    .waitFor()
  await again
    .nth(1)
    .getByText(/^done /)
    .waitFor()
  await again.nth(2).getByText('Held').waitFor()
  expect((await queueIn(dataDir)).map(({ isHeld }) => isHeld)).toEqual([false, false, true])
  expect(after.errors).toEqual([])
})

test('rows of the list say when waiting runs begin, and move, hold and take them out of the queue', async () => {
  const dataDir = await withQueue(['One', 'Two', 'Three'])
  const served = serve(dataDir)
  const page = await served.open()
  await rowOf(page, /Three/)
    .getByText(/^in ≈ /)
    .waitFor()
  await rowOf(page, /Three/).getByText(/^≈ /).waitFor()
  await rowOf(page, /Three/).getByText('Queued, 3rd').waitFor()
  const order = async () => (await queueIn(dataDir)).map(({ name }) => name)

  await button(page, 'Move Three up').click()
  await expect.poll(order).toEqual(['One', 'Three', 'Two'])
  await rowOf(page, /Three/).getByText('Queued, 2nd').waitFor()
  await rowOf(page, /Three/).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(order).toEqual(['One', 'Two', 'Three'])
  await choose(page, 'Two', 'Move up')
  await expect.poll(order).toEqual(['Two', 'One', 'Three'])
  await rowOf(page, /Three/).focus()
  await page.keyboard.press('h')
  await rowOf(page, /Three/).getByText('Held').waitFor()
  await choose(page, 'Three', 'Release')
  await rowOf(page, /Three/).getByText('Queued, 3rd').waitFor()
  await choose(page, 'Three', 'Take out of the queue')
  await expect.poll(order).toEqual(['Two', 'One'])
  await page.keyboard.press('Control+z')
  await expect.poll(order).toEqual(['Two', 'One', 'Three'])
  expect(await names(page)).toContain('Three')
  expect(served.errors).toEqual([])
})
