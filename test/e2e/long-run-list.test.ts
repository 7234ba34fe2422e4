import AxeBuilder from '@axe-core/playwright'
import { expect, test } from 'vitest'
import { addFinishedRuns } from '../fixtures/finished-runs.ts'
import { tempDir } from '../temp-dir.ts'
import { button, grid, rowOf } from './run-grid.ts'
import { serve, terminal } from './served.ts'

test('of ten thousand runs only those in sight are drawn, and they stay under the pointer', async () => {
  const dataDir = tempDir()
  const count = 10_000
  addFinishedRuns(
    dataDir,
    Array.from({ length: count }, (_, place) => ({ name: `Run ${String(place)}` })),
  )
  const served = serve(dataDir)
  const page = await served.open()
  await rowOf(page, /Run 9999/).waitFor({ timeout: 60_000 })
  await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe(String(count + 2))
  expect(await grid(page).locator('[data-line]').count()).toBeLessThan(60)

  // To the end and back by keyboard.
  await rowOf(page, /Run 9999/).focus()
  await page.keyboard.press('End')
  const last = rowOf(page, /Run 0\b/)
  await last.waitFor()
  await expect.poll(() => last.evaluate((row) => row === document.activeElement)).toBe(true)
  expect(await last.getAttribute('aria-rowindex')).toBe(String(count + 2))
  await page.keyboard.press('Home')
  await rowOf(page, /Run 9999/).waitFor()
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByText('2 selected').waitFor()

  // A run that is new elsewhere moves no row under the pointer, and no selection.
  const pointed = rowOf(page, /Run 9997/)
  await pointed.hover()
  const before = await pointed.boundingBox()
  await terminal(dataDir, 'train', '--epochs', '1', '--train-images', '1000', '--name', 'Elsewhere')
  await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe(String(count + 3))
  await expect.poll(async () => (await pointed.boundingBox())?.y).toBe(before?.y)
  await page.getByText('2 selected').waitFor()
  expect(served.errors).toEqual([])
})

test('list, archive, trash and their panels have no accessibility fault, light or dark', async () => {
  const dataDir = tempDir()
  addFinishedRuns(dataDir, [
    { name: 'One', place: 'archived' },
    { name: 'Two', place: 'deleted' },
    { name: 'Three', tags: ['a tag'] },
  ])
  const served = serve(dataDir)
  const page = await served.open()
  const check = async (what: string) => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    )
    expect(found, what).toEqual([])
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const [title, run] of [
      ['Archive', 'One'],
      ['Trash', 'Two'],
      ['Runs', 'Three'],
    ] as const) {
      await page
        .getByRole('link', { name: new RegExp(`^${title}`) })
        .first()
        .click()
      await rowOf(page, new RegExp(run)).waitFor()
      await button(page, `More actions for ${run}`).click()
      await check(`${title} ${colorScheme}`)
      await page.keyboard.press('Escape')
    }
    for (const opener of ['Columns', 'Views', 'Tag', 'Colour of Three']) {
      await button(page, opener).click()
      await check(`${opener} ${colorScheme}`)
      await page.keyboard.press('Escape')
    }
    await page.getByRole('checkbox', { name: 'Select Three' }).click()
    await check(`bulk ${colorScheme}`)
    await page.keyboard.press('Escape')
  }
})
