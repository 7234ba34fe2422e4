import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** The plot of a chart, which is what people point at. */
export const plotOf = (page: Page, name: string): Locator =>
  page.getByRole('slider', { name, exact: true })

/** Points at shares of a plot from its left and top. */
export async function pointAt(plot: Locator, x: number, y: number): Promise<void> {
  const box = await plot.boundingBox()
  if (!box) throw new Error('The plot is not on the page')
  await plot.page().mouse.move(box.x + box.width * x, box.y + box.height * y)
}

export async function drag(plot: Locator, shift = false): Promise<void> {
  const { keyboard, mouse } = plot.page()
  await pointAt(plot, 0.3, 0.2)
  if (shift) await keyboard.down('Shift')
  await mouse.down()
  await pointAt(plot, 0.7, 0.8)
  await mouse.up()
  if (shift) await keyboard.up('Shift')
}

interface Saving {
  /** Of the button that offers the formats. */
  readonly button?: string
  /** Of the chart, where there are several; the first one otherwise. */
  readonly chart?: string
}

/** What a chart is saved as: the name of the file and what is in it. */
export async function saved(
  page: Page,
  format: 'PNG' | 'SVG' | 'CSV',
  { button = 'Save chart', chart }: Saving = {},
): Promise<{ name: string; bytes: Buffer }> {
  const menu = page.getByRole('dialog', { name: button })
  await expect
    .poll(async () => {
      await page.getByRole('button', { name: button }).click()
      return menu.isVisible()
    })
    .toBe(true)
  const among = chart === undefined ? menu : menu.getByRole('group', { name: chart, exact: true })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    among.getByRole('button', { name: format }).first().click(),
  ])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

/** A saved drawing as it stands, and its words as a browser reads them. */
export async function drawing(
  page: Page,
  saving: Saving = {},
): Promise<{ svg: string; texts: readonly string[] }> {
  const { bytes } = await saved(page, 'SVG', saving)
  const elsewhere = await page.context().newPage()
  await elsewhere.goto(`data:image/svg+xml;base64,${bytes.toString('base64')}`)
  expect(await elsewhere.locator('parsererror').count()).toBe(0)
  const texts = await elsewhere.locator('text').allTextContents()
  await elsewhere.close()
  return { svg: bytes.toString('utf8'), texts }
}
