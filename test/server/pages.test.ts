import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '../../electron/server.ts'
import { launchBrowser } from '../../scripts/browser.mjs'
import { silent } from '../core/core-parts.ts'
import { serve } from './serve.ts'

const staticDir = join(import.meta.dirname, '..', '..', 'out', 'renderer')

async function openPage(address: string): Promise<Page> {
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  await page.goto(address)
  return page
}

test('a page says that the server is gone, and is itself again when a new one lets it in', async () => {
  const { server, core, dataDir } = await serve({ staticDir })
  const page = await openPage(server.newLink())
  await page.getByRole('navigation').first().waitFor()
  const banner = page.getByText('The connection to Digit Lab is lost')
  expect(await banner.count()).toBe(0)

  await server.close()
  await banner.first().waitFor()

  const again = await startServer({ core, dataDir, staticDir, port: server.port, log: silent })
  onTestFinished(() => again.close())
  await core.ask('runs.start', { config: { hidden: [16] }, name: 'Started meanwhile' })
  await page.goto(again.newLink())
  await page.getByText('Started meanwhile').first().waitFor()
  expect(await banner.count()).toBe(0)
})

test('an address with a code that is of no use any more leaves no trace', async () => {
  const { server } = await serve({ staticDir })
  const page = await openPage(server.newLink())
  await page.getByRole('navigation').first().waitFor()
  await page.goto('about:blank')
  await page.goto(server.newLink())
  await page.getByRole('navigation').first().waitFor()
  await expect.poll(() => page.url()).not.toContain('code')
})
