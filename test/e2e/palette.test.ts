import { expect, test } from 'vitest'
import { addFinishedRuns } from '../fixtures/finished-runs.ts'
import { tempDir } from '../temp-dir.ts'
import { rowOf } from './run-grid.ts'
import { serve } from './served.ts'

test('Ctrl+K finds a run among ten thousand, a page and an action; pages have their keys', async () => {
  const dataDir = tempDir()
  addFinishedRuns(
    dataDir,
    Array.from({ length: 10_000 }, (_, place) => ({ name: `Run ${String(place)}` })),
  )
  const served = serve(dataDir)
  const page = await served.open()
  await rowOf(page, /Run 9999/).waitFor({ timeout: 60_000 })
  const field = page.getByRole('combobox', { name: 'Search or run a command' })
  const take = async (words: string, option: RegExp) => {
    await page.keyboard.press('Control+k')
    await field.fill(words)
    const first = page.getByRole('option').first()
    await first.filter({ hasText: option }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => field.count()).toBe(0)
  }
  await take('run 4321', /^Run 4321/)
  await page.getByRole('heading', { name: 'Run 4321', level: 2 }).waitFor()
  await take('data', /^Data sets/)
  await page.getByRole('heading', { name: 'Data sets', level: 1 }).waitFor()
  await take('keyboard', /^Keyboard shortcuts/)
  await page
    .getByRole('dialog', { name: 'Keyboard shortcuts' })
    .getByText('Trash', { exact: true })
    .waitFor()
  await page.keyboard.press('Escape')

  for (const [key, title] of [
    ['1', 'Runs'],
    ['2', 'Draw'],
    ['3', 'Compare'],
    ['4', 'Evaluate'],
    ['5', 'Queue'],
    ['6', 'Data sets'],
    ['7', 'My handwriting'],
    ['8', 'Archive'],
    ['9', 'Trash'],
  ] as const) {
    await page.keyboard.press(`Control+${key}`)
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  }
  expect(served.errors).toEqual([])
})
