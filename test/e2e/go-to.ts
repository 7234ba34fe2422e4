import type { Page } from 'playwright-core'

/** Opens a page of the window as its address names it, without loading the window anew. */
export const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = to
  }, path)
