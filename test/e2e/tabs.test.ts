import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addFinishedRuns } from '../fixtures/finished-runs.ts'
import { tempDir } from '../temp-dir.ts'
import { rowOf } from './run-grid.ts'
import { printed, serve } from './served.ts'

test('eight tabs of a browser hear of everything by one stream, and go on when the tab that has it closes', async () => {
  const dataDir = tempDir()
  addFinishedRuns(dataDir, [{ name: 'Old' }])
  const served = serve(dataDir)
  const first = await served.open()
  const streams = (page: Page) =>
    page.evaluate(
      () =>
        performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/events'))
          .length,
    )
  const others: Page[] = []
  for (let count = 1; count < 8; count += 1) {
    const page = await first.context().newPage()
    page.on('pageerror', (error) => {
      throw error
    })
    await page.goto(new URL('/', first.url()).href)
    await rowOf(page, /Old/).waitFor()
    others.push(page)
  }
  const rename = async (to: string, pages: readonly Page[]) => {
    await printed(dataDir, 'runs', 'rename', '0000000000', to)
    await Promise.all(pages.map((page) => rowOf(page, new RegExp(to)).waitFor()))
  }
  await rename('Renamed', [first, ...others])

  await first.close()
  await rename('Once more', others)
  const last = others.at(-1)
  if (!last) throw new Error('No tab is left')
  await Promise.all(others.filter((page) => page !== last).map((page) => page.close()))
  await rename('The last tab', [last])
  expect(await streams(last)).toBeLessThanOrEqual(1)
  expect(served.errors).toEqual([])
})

test('a purge that takes long says how far it is, in every tab, and can be ended there', async () => {
  const dataDir = tempDir()
  addFinishedRuns(dataDir, [{ name: 'Old' }])
  const served = serve(dataDir)
  const first = await served.open()
  const other = await first.context().newPage()
  await other.goto(new URL('/', first.url()).href)
  await rowOf(other, /Old/).waitFor()
  // As the tab with the stream passes on what the core announces.
  const announce = (payload: object | null) =>
    first.evaluate((progress) => {
      const channel = new BroadcastChannel('digit-lab-events')
      const data = JSON.stringify({ event: 'purge.progress', payload: progress })
      channel.postMessage({ kind: 'data', data })
    }, payload)
  const toast = other.locator('.toast').filter({ has: other.locator('progress') })
  await announce({ done: 30, of: 1000, secondsLeft: 4 })
  await toast.getByText(/Deleting runs: 30 of 1,?000/).waitFor()
  expect(await toast.locator('progress').getAttribute('max')).toBe('1000')
  await announce({ done: 600, of: 1000, secondsLeft: 2 })
  await toast.getByText(/Deleting runs: 600 of 1,?000/).waitFor()
  const stopped = other.waitForRequest((request) => request.url().endsWith('/runs.stopPurge'))
  await toast.getByRole('button', { name: 'Keep the others' }).click()
  await stopped
  await announce(null)
  await toast.waitFor({ state: 'detached' })
  expect(served.errors).toEqual([])
})
