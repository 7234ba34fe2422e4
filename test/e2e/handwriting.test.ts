import AxeBuilder from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Run } from '../../electron/contract/entities.ts'
import { folderWith } from '../core/scored-folder.ts'
import { a, b } from '../store/a-run.ts'
import { printed, serve, terminal } from './served.ts'

const lines = join(import.meta.dirname, '../fixtures/strokes.jsonl')

const tile = (page: Page, name: string) => page.getByRole('option', { name, exact: true })
const errorOf = async (dataDir: string) =>
  (await terminal<Run>(dataDir, 'runs', 'show', a)).handwriting
const reader = (page: Page) => page.getByLabel('Read by')

test('drawings are imported, read by a run, relabelled, deleted and taken back, and the third score follows', async () => {
  const dataDir = folderWith({ id: b, reads: [8] }, { id: a, reads: [3] })
  const served = serve(dataDir)
  const page = await served.open()
  await page.keyboard.press('Control+7')
  await page.getByText('No drawings yet').waitFor()
  expect(await page.getByRole('link', { name: 'Draw a digit' }).getAttribute('href')).toBe('#/draw')

  await page.locator('input[type=file]').setInputFiles(lines)
  await page.getByText('Imported 10 drawings').waitFor()
  await expect.poll(() => errorOf(dataDir)).toEqual({ error: 0.9, images: 10 })
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', {
    name: 'My handwriting',
  })
  await expect.poll(() => link.textContent()).toMatch(/10/)

  await reader(page).selectOption(a)
  await tile(page, 'Drawing 4, a 3, read right').waitFor()
  await tile(page, 'Drawing 9, a 8, read as 3').waitFor()
  await page.getByText('10 drawings, 10.00 % right').waitFor()
  await reader(page).selectOption(b)
  await tile(page, 'Drawing 9, a 8, read right').waitFor()
  await reader(page).selectOption(a)

  // A key says what the drawing with the focus is; Ctrl+Z takes it back.
  await tile(page, 'Drawing 9, a 8, read as 3').focus()
  await page.keyboard.press('3')
  await tile(page, 'Drawing 9, a 3, read right').waitFor()
  await expect.poll(() => errorOf(dataDir)).toEqual({ error: 0.8, images: 10 })
  await page.keyboard.press('Control+z')
  await tile(page, 'Drawing 9, a 8, read as 3').waitFor()

  // So does the menu, of all that are selected.
  await tile(page, 'Drawing 1, a 0, read as 3').click()
  await tile(page, 'Drawing 3, a 2, read as 3').click({ modifiers: ['Shift'] })
  await page.getByText('3 selected').waitFor()
  await page.getByRole('button', { name: 'It is a …' }).click()
  await page.getByRole('menuitem', { name: 'It is a 3' }).click()
  await tile(page, 'Drawing 2, a 3, read right').waitFor()
  await expect.poll(() => errorOf(dataDir)).toEqual({ error: 0.6, images: 10 })
  await page.keyboard.press('Control+z')
  await tile(page, 'Drawing 2, a 1, read as 3').waitFor()
  await page.keyboard.press('Escape')

  await page.getByRole('radio', { name: 'Read wrong' }).check()
  await expect.poll(() => page.locator('[data-number]').count()).toBe(9)
  await page.getByRole('radio', { name: 'All' }).check()
  await tile(page, 'Drawing 10, a 9, read as 3').focus()
  await page.keyboard.press('Delete')
  await page.getByText('9 drawings, 11.11 % right').waitFor()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')))
    .toBe('option')
  await page.keyboard.press('Control+z')
  await tile(page, 'Drawing 11, a 9, read as 3').waitFor()
  await expect.poll(() => errorOf(dataDir)).toEqual({ error: 0.9, images: 10 })

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ])
  expect(readFileSync(await file.path(), 'utf8')).toBe(
    await printed(dataDir, 'handwriting', 'export'),
  )

  await page.goto(`${page.url().split('#')[0] ?? ''}#/new`)
  await page
    .getByRole('button', { name: 'Mix in my handwriting (10 drawings, each 10 times)' })
    .click()
  await page.getByText('My handwriting is mixed into this data set').waitFor()
  await expect
    .poll(() => page.getByLabel('Data set', { exact: true }).inputValue())
    .toMatch(/^mnist-handwriting-[0-9a-f]{8}$/)
  expect(served.errors).toEqual([])
})

test('what the terminal does shows at once, a restart keeps it, and runs, list and comparison have the score', async () => {
  const dataDir = folderWith({ id: b, reads: [8] }, { id: a, reads: [3] })
  const first = serve(dataDir)
  const page = await first.open()
  await page.goto(`${page.url().split('#')[0] ?? ''}#/handwriting?run=${a}`)
  await page.getByText('No drawings yet').waitFor()
  await printed(dataDir, 'handwriting', 'add', '--strokes', lines)
  await tile(page, 'Drawing 4, a 3, read right').waitFor()
  await first.end()

  const second = serve(dataDir)
  const again = await second.open()
  await again.getByRole('link', { name: 'My handwriting' }).click()
  // A run reads them without being asked for, and none where that is wanted.
  await again.getByRole('option', { name: /^Drawing 4, a 3, read/ }).waitFor()
  await reader(again).selectOption('')
  await tile(again, 'Drawing 4, a 3').waitFor()
  await again.goto(`${again.url().split('#')[0] ?? ''}#/runs/${a}`)
  await again.getByText('9 of 10 drawings wrong').waitFor()
  await again.goto(`${again.url().split('#')[0] ?? ''}#/compare?ids=${a},${b}`)
  await again.getByRole('rowheader', { name: 'Handwriting error %' }).waitFor()
  expect(second.errors).toEqual([])
})

test('a file with a wrong line is refused by its number, and nothing of it is kept', async () => {
  const served = serve(folderWith({ id: a, reads: [3] }))
  const page = await served.open()
  await page.keyboard.press('Control+7')
  await page.getByText('No drawings yet').waitFor()
  const buffer = Buffer.from(`${readFileSync(lines, 'utf8')}{"label":"<img src=x>"}`)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'mine.jsonl', mimeType: 'text/plain', buffer })
  await page.getByText('Line 11: label: A label must be a digit from 0 to 9').waitFor()
  expect(await terminal(served.dataDir, 'handwriting', 'list').catch(() => 'none')).toBe('none')
  expect(await page.locator('img').count()).toBe(0)
})

test.each(['light', 'dark'] as const)(
  'the page is without fault for screen readers, empty and full, wide and narrow, in the %s theme',
  async (colorScheme) => {
    const dataDir = folderWith({ id: a, reads: [3] })
    const served = serve(dataDir)
    const page = await served.open({ colorScheme })
    await page.goto(`${page.url().split('#')[0] ?? ''}#/handwriting?run=${a}`)
    await page.getByText('No drawings yet').waitFor()
    const faults = async () => (await new AxeBuilder({ page }).analyze()).violations
    expect(await faults()).toEqual([])
    await printed(dataDir, 'handwriting', 'add', '--strokes', lines)
    await tile(page, 'Drawing 4, a 3, read right').click()
    await page.getByText('1 selected').waitFor()
    expect(await faults()).toEqual([])
    await page.setViewportSize({ width: 900, height: 700 })
    expect(await faults()).toEqual([])
  },
)
