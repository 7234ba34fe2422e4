import { csvParse } from 'd3-dsv'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { drag, plotOf, pointAt, saved } from './chart-acts.ts'
import { savedPicture } from './saved-picture.ts'
import { serve, terminal } from './served.ts'

const hostile = '<img src=x onerror=alert(1)>'
const small = ['--train-images', '1000', '--epochs', '2', '--record-every', '2'] as const

/** Two repeats and a run with a name that is markup. */
async function trainThree(dataDir: string): Promise<void> {
  for (const seed of ['1', '2'])
    await terminal(dataDir, 'train', ...small, '--seed', seed, '--name', `Base ${seed}`)
  await terminal(dataDir, 'train', ...small, '--learning-rate', '0.01', '--name', hostile)
}

const waysBack = (page: Page) => page.getByRole('button', { name: 'Show all' })

test('curves are read, zoomed and chosen by pointer and by keyboard', async () => {
  const served = serve()
  await trainThree(served.dataDir)
  const page = await served.open()
  const error = plotOf(page, 'Error rate')
  await page.getByRole('list', { name: 'Runs in the charts' }).getByText('Base 2').waitFor()

  await pointAt(error, 0.9, 0.9)
  const tests = page.locator('.tip tbody tr td:last-child')
  await expect.poll(() => tests.count()).toBe(3)
  const values = (await tests.allInnerTexts()).map(Number)
  expect(values).toEqual(values.toSorted((a, b) => a - b))

  await drag(error)
  await expect.poll(() => waysBack(page).count()).toBe(2)
  await terminal(served.dataDir, 'train', ...small, '--name', 'While zoomed')
  await page.getByRole('list', { name: 'Runs in the charts' }).getByText('While zoomed').waitFor()
  expect(await waysBack(page).count()).toBe(2)
  await error.dblclick({ position: { x: 5, y: 5 } })
  await expect.poll(() => waysBack(page).count()).toBe(0)
  await drag(error, true)
  await expect.poll(() => waysBack(page).count()).toBe(2)
  await waysBack(page).first().click()

  await error.focus()
  await page.keyboard.press('+')
  await expect.poll(() => waysBack(page).count()).toBe(2)
  await page.keyboard.press('0')
  await expect.poll(() => waysBack(page).count()).toBe(0)
  await page.keyboard.press('End')
  await expect.poll(() => error.getAttribute('aria-valuetext')).toContain('Step 20')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText('1 selected').waitFor()

  const rows = page.getByRole('table', { name: 'Error rate' }).getByRole('row')
  await expect.poll(() => rows.count()).toBeGreaterThan(40)
  expect(served.errors).toEqual([])
})

test('charts are looked at as they were before, and repeats are drawn as one', async () => {
  const served = serve()
  await trainThree(served.dataDir)
  const page = await served.open()
  const legend = page.getByRole('list', { name: 'Runs in the charts' })
  await legend.getByText('Base 1').waitFor()
  await page.getByRole('radio', { name: 'Relative' }).check()
  await page.getByLabel('Log x').check()
  await page.getByLabel('Ignore outliers').uncheck()
  await page.getByLabel('Smoothing, 0 to 0.99').fill('0.9')
  await page.getByRole('button', { name: 'Lines' }).click()
  await page.getByLabel('Train, at epoch ends').check()
  await page.getByLabel('Group repeats').check()
  await legend.getByText('Base 2, mean of 2').waitFor()
  await page.keyboard.press('Escape')

  await page.reload()
  await legend.getByText('Base 2, mean of 2').waitFor()
  expect(await page.getByRole('radio', { name: 'Relative' }).isChecked()).toBe(true)
  expect(await page.getByLabel('Log x').isChecked()).toBe(true)
  expect(await page.getByLabel('Ignore outliers').isChecked()).toBe(false)
  expect(await page.getByLabel('Smoothing, 0 to 0.99').inputValue()).toBe('0.90')
  await page.getByText('Triangles: train').first().waitFor()
  await page.getByRole('radio', { name: 'Clock' }).check()
  expect(await page.getByLabel('Log x').isDisabled()).toBe(true)
  expect(served.errors).toEqual([])
})

/** Of the first so many runs, in the theme of the page. */
const coloursOf = (page: Page, count: number): Promise<readonly string[]> =>
  page.evaluate((most) => {
    const style = getComputedStyle(document.documentElement)
    return Array.from({ length: most }, (_, at) =>
      style.getPropertyValue(`--run-${String(at + 1)}`).trim(),
    )
  }, count)

test('a chart is saved as a picture, a drawing and values, every name as text', async () => {
  const served = serve()
  await trainThree(served.dataDir)
  const page = await served.open()
  await page.getByRole('list', { name: 'Runs in the charts' }).getByText('Base 1').waitFor()

  const picture = await saved(page, 'PNG')
  expect(picture.name).toBe('Error rate.png')
  const painted = await savedPicture(picture.bytes)
  expect(painted.width).toBe(1920)
  expect(painted.height).toBeGreaterThan(600)
  // The title, the curve of each of the three runs, and nothing in the margin.
  expect(painted.inksIn({ left: 48, top: 30, width: 300, height: 44 })).toBeGreaterThan(200)
  for (const colour of await coloursOf(page, 3)) expect(painted.has(colour)).toBe(true)
  expect(painted.inksIn({ left: 0, top: 0, width: 40, height: painted.height })).toBe(0)

  const drawing = await saved(page, 'SVG')
  const elsewhere = await page.context().newPage()
  await elsewhere.goto(`data:image/svg+xml;base64,${drawing.bytes.toString('base64')}`)
  expect(await elsewhere.locator('svg > g > path').count()).toBeGreaterThan(5)
  expect(await elsewhere.locator('parsererror').count()).toBe(0)
  const texts = await elsewhere.locator('text').allTextContents()
  for (const words of ['Error rate', hostile, 'Base 1', 'Published test 1.87 %'])
    expect(texts).toContain(words)
  await elsewhere.close()

  const rows = csvParse((await saved(page, 'CSV')).bytes.toString('utf8'))
  expect(rows.columns).toEqual(['run', 'series', 'step', 'epoch', 'seconds', 'value'])
  expect(new Set(rows.map((row) => row['run']))).toEqual(new Set([hostile, 'Base 1', 'Base 2']))
  expect(served.errors).toEqual([])
})
