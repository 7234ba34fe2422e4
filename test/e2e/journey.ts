import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** A vertical stroke: every network that learned anything reads it as a 1. */
const one: readonly (readonly [number, number])[] = [
  [0.5, 0.2],
  [0.5, 0.35],
  [0.5, 0.5],
  [0.5, 0.65],
  [0.5, 0.8],
]

/** Points that the error-rate chart shows, as its table for screen readers counts them. */
export const chartPoints = (page: Page): Promise<number> =>
  page
    .getByRole('table', { name: /Error rate/ })
    .locator('tbody tr')
    .count()

/** Draws strokes on the pad with pointer events; coordinates are shares of its side. */
export async function draw(
  page: Page,
  strokes: readonly (readonly (readonly [number, number])[])[],
): Promise<void> {
  const box = await page.getByRole('application', { name: /^Drawing pad/ }).boundingBox()
  if (!box) throw new Error('The pad is not on the page')
  const at = ([x, y]: readonly [number, number]) =>
    [box.x + x * box.width, box.y + y * box.height] as const
  for (const [first, ...rest] of strokes) {
    if (!first) continue
    await page.mouse.move(...at(first))
    await page.mouse.down()
    for (const point of rest) await page.mouse.move(...at(point))
    await page.mouse.up()
  }
}

/** From the first start to an answer: the same in a browser and in the window. */
export async function firstSteps(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train the reference network' }).waitFor()
  await page.getByRole('link', { name: 'Set up another experiment' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Two epochs')

  await page.getByRole('textbox', { name: 'Epochs' }).fill('0')
  await page.getByRole('button', { name: 'Start training' }).click()
  await page.getByText('Epochs must be a whole number from 1 to 1000').waitFor()
  await page.getByRole('textbox', { name: 'Epochs' }).fill('2')
  await page.getByRole('button', { name: 'Start training' }).click()

  await page.getByRole('heading', { name: 'Two epochs' }).first().waitFor()
  await expect.poll(() => chartPoints(page), { timeout: 60_000 }).toBeGreaterThan(0)
  const before = await chartPoints(page)
  await expect.poll(() => chartPoints(page), { timeout: 60_000 }).toBeGreaterThan(before)

  await page.reload()
  await page.getByText('Done in').waitFor({ timeout: 120_000 })
  const lastRow = page
    .getByRole('table', { name: /Error rate/ })
    .getByRole('row')
    .last()
  await expect.poll(() => lastRow.textContent()).toMatch(/step 1,?200/)

  await page.getByRole('link', { name: /^Draw/ }).first().click()
  await draw(page, [one])
  await expect
    .poll(() => page.getByRole('status', { name: 'Answer' }).textContent(), { timeout: 60_000 })
    .toContain('1')
}
