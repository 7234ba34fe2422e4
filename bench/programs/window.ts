import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import type { CallName, Input, Output } from '../../electron/contract/calls.ts'
import { unwrap, type Reply } from '../../electron/contract/errors.ts'
import { launchBrowser } from '../../scripts/browser.mjs'
import type { LagReport, LagRequest } from './event-loop-lag.ts'
import { inNewFolder } from './new-lab.ts'
import { serveFolder } from './served.ts'

/** What this program is asked for: so many rounds through all pages. */
export interface WindowInput {
  readonly rounds: number
  readonly secondsAPage: number
}

/** How long, at the longest, something stood still during a visit of a page while a run trained, in milliseconds. */
export interface Visit {
  readonly page: string
  /** The main thread of the window, by a timer that is due every 20 ms. */
  readonly windowMs: number
  /** The process of the core, which serves the pages and keeps what the trainer says. */
  readonly coreMs: number
}

/** What the page of a browser keeps of itself. */
interface Watched {
  longestLagMs: number
}

const { rounds, secondsAPage } = JSON.parse(process.argv[2] ?? '') as WindowInput
const lagMeter = join(import.meta.dirname, 'event-loop-lag.ts')
const pages = ['/', '/new', '/draw', '/compare', '/runs/'] as const

const visits = await inNewFolder(async (dataDir): Promise<readonly Visit[]> => {
  const server = await serveFolder(dataDir, ['--import', lagMeter])
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.addInitScript(watch)
    await page.goto(server.address)
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    const { id } = await ask(page, 'runs.start', { config: { ...referenceConfig, epochs: 1000 } })
    await page.getByRole('row', { name: /Epoch/ }).waitFor()
    const found: Visit[] = []
    for (let round = 1; round <= rounds; round += 1)
      for (const path of pages) found.push(await visit(page, path, id, server.process))
    await ask(page, 'runs.stop', { id })
    return found
  } finally {
    await browser.close()
    await server.stop()
  }
})
console.log(JSON.stringify(visits))

/** Asks the core as the page would. */
async function ask<N extends CallName>(page: Page, name: N, input: Input<N>): Promise<Output<N>> {
  const reply = await page.evaluate(
    async ({ path, body }) => {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(path, { method: 'POST', headers, body })
      return (await response.json()) as unknown
    },
    { path: `/api/call/${name}`, body: JSON.stringify(input) },
  )
  return unwrap(reply as Reply<Output<N>>)
}

/** Runs in the page, before its own scripts. */
function watch(): void {
  const everyMs = 20
  const watched: Watched = { longestLagMs: 0 }
  Object.assign(globalThis, { watched })
  let before = performance.now()
  setInterval(() => {
    const now = performance.now()
    watched.longestLagMs = Math.max(watched.longestLagMs, now - before - everyMs)
    before = now
  }, everyMs)
}

/** Goes to a page and stays there for a while; moving there is part of the visit. */
async function visit(page: Page, path: string, run: string, server: ChildProcess): Promise<Visit> {
  await tell(server, 'begin')
  await page.evaluate(
    (to) => {
      const { watched } = globalThis as unknown as { readonly watched: Watched }
      watched.longestLagMs = 0
      location.hash = to
    },
    path === '/runs/' ? `${path}${run}` : path,
  )
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForTimeout(secondsAPage * 1000)
  const windowMs = await page.evaluate(
    () => (globalThis as unknown as { readonly watched: Watched }).watched.longestLagMs,
  )
  const { longestLagMs } = await tell(server, 'tell')
  return { page: path, windowMs, coreMs: longestLagMs }
}

/** Asks the module that was loaded before the server's program. */
async function tell(server: ChildProcess, request: LagRequest): Promise<LagReport> {
  const answered = once(server, 'message') as Promise<[LagReport]>
  server.send(request)
  return (await answered)[0]
}
