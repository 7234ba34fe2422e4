import type { Locator, Page } from 'playwright-core'

/** The parts of a list of runs that people see. */
export const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Runs' })
export const rowOf = (page: Page, name: string | RegExp) => grid(page).getByRole('row', { name })
export const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
export const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter runs' })

/** Names in the order of the rows that are drawn. */
export const names = (page: Page) =>
  grid(page).locator('[data-line] [role="rowheader"] a').allTextContents()

/** Takes an item of the menu of a run. */
export async function choose(page: Page, run: string, item: string): Promise<void> {
  await button(page, `More actions for ${run}`).click()
  await page.getByRole('menuitem', { name: item }).click()
}
