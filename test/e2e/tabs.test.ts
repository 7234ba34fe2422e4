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
