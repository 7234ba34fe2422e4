import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { addFinishedRuns } from '../fixtures/finished-runs.ts'
import { tempDir } from '../temp-dir.ts'
import { button, grid, rowOf } from './run-grid.ts'
import { printed, serve } from './served.ts'
import { trainElsewhere } from './trains.ts'

test('rows, an open menu and a field stay where they are while data and runs arrive', async () => {
  const dataDir = tempDir()
  addFinishedRuns(
    dataDir,
    Array.from({ length: 40 }, (_, place) => ({ name: `Run ${String(place)}` })),
  )
  await printed(dataDir, 'settings', 'set', 'runs-at-once', '1')
  await trainElsewhere(dataDir, 'Live')
  const served = serve(dataDir)
  const page = await served.open()
  const live = rowOf(page, /Live/)
  await live.getByText(/^Epoch/).waitFor()
  const topOf = async (part: Locator) => (await part.boundingBox())?.y
  const told = () => live.getByText(/^Epoch/).textContent()
  const curves = () => page.getByRole('table', { name: /Error rate/ }).textContent()
  /** Epochs end and curves grow. */
  const dataArrives = async () => {
    const [epoch, before] = [await told(), await curves()]
    await expect.poll(told).not.toBe(epoch)
    await expect.poll(curves).not.toBe(before)
  }

  // Header and baseline stay in sight however far people scroll.
  await grid(page).evaluate((list) => {
    list.scrollTo({ top: 400 })
  })
  await expect.poll(() => grid(page).evaluate((list) => list.scrollTop)).toBe(400)
  const head = grid(page).getByRole('row').first()
  expect(await topOf(head)).toBe(await topOf(grid(page)))
  const baseline = await rowOf(page, /Published result/).boundingBox()
  expect(baseline?.y).toBe(((await topOf(head)) ?? 0) + 40)
  await grid(page).evaluate((list) => {
    list.scrollTo({ top: 0 })
  })

  const row = rowOf(page, /Run 37/)
  await button(page, 'More actions for Run 37').click()
  const menu = page.getByRole('menu', { name: 'Run 37' })
  await page.keyboard.press('ArrowDown')
  const chosen = await page.evaluate(() => document.activeElement?.textContent)
  const [rowTop, menuTop] = [await topOf(row), await topOf(menu)]
  const count = Number(await grid(page).getAttribute('aria-rowcount'))
  await printed(dataDir, 'queue', 'add', '--name', 'New elsewhere')
  await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe(String(count + 1))
  await dataArrives()
  expect(await topOf(menu)).toBe(menuTop)
  await expect.poll(() => topOf(row)).toBe(rowTop)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(chosen)

  // The menu is still of the same run; what is typed stays typed.
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  const field = page.getByRole('textbox', { name: 'New name of Run 37' })
  await field.fill('Half a na')
  await dataArrives()
  expect(await field.inputValue()).toBe('Half a na')
  await field.pressSequentially('me')
  await page.keyboard.press('Enter')
  await rowOf(page, /Half a name/).waitFor()

  await button(page, 'Columns').click()
  await page.getByRole('checkbox', { name: 'Optimizer' }).check()
  await dataArrives()
  expect(await page.getByRole('checkbox', { name: 'Optimizer' }).isVisible()).toBe(true)
  expect(served.errors).toEqual([])
})
