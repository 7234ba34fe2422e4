import { readFileSync } from 'node:fs'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { databasePath } from '../../electron/core/data-folder.ts'
import { launchBrowser } from '../../scripts/browser.mjs'
import { fillLab, idOf, type LabSize } from '../lab-of-runs.ts'
import { inNewFolder } from './new-lab.ts'
import { actUntil, scrollThrough, watchForRows } from './page-clock.ts'
import { serveFolder } from './served.ts'

/** What this program is asked for: a window on a data folder of that size. */
export interface ManyRunsWindowInput extends LabSize {
  /** Runs whose curves are laid over one another. */
  readonly overlaid: number
  /** How often each thing is done. */
  readonly rounds: number
}

/** How long something took, and how much of it the window's main thread worked: what others do does not count in that. */
export interface Timed {
  readonly ms: number
  readonly workedMs: number
}

export interface ManyRunsWindowTimes {
  /** From the start of the server's process until it says its address. */
  readonly server: Timed
  /** From there until rows are drawn and answer. */
  readonly page: Timed
  readonly open: Timed
  readonly filter: Timed
  readonly sort: Timed
  readonly overlay: Timed
  /** The longest frame while the list scrolls; it worked as much as all of them together. */
  readonly frame: Timed
  readonly slowFrames: number
  readonly frames: number
  /** Bytes of the process that draws the page, its share of what others use too; null where the system does not say. */
  readonly memory: { readonly needed: number; readonly withGarbage: number } | null
}

type Measure<T> = (page: Page, session: CDPSession) => Promise<T>

const input = JSON.parse(process.argv[2] ?? '') as ManyRunsWindowInput
const row = '[role="row"][data-line]'
const list = '[role="grid"]'

/** Starts the application and waits until its list can be used; measures something in it, and ends it. */
async function start<T>(browser: Browser, dataDir: string, measure: Measure<T>) {
  const server = await serveFolder(dataDir)
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.addInitScript(watchForRows, row)
    const shown = await working(session, async () => {
      await page.goto(server.address)
      await page.locator(row).first().waitFor()
      return page.evaluate(
        () => (globalThis as unknown as { readonly rowsShown: Promise<number> }).rowsShown,
      )
    })
    return {
      server: { ms: server.startedInMs, workedMs: 0 },
      page: shown,
      found: await measure(page, session),
    }
  } finally {
    await context.close()
    await server.stop()
  }
}

/** Does something that tells its time, and asks how much the main thread worked meanwhile. */
async function working(session: CDPSession, work: () => Promise<number>): Promise<Timed> {
  const before = await threadMs(session)
  const ms = await work()
  return { ms, workedMs: (await threadMs(session)) - before }
}

async function threadMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN) * 1000
}

async function inTurns<T>(work: (round: number) => Promise<T>): Promise<T[]> {
  const found: T[] = []
  for (let round = 0; round < input.rounds; round += 1) found.push(await work(round))
  return found
}

/** The one that took least, since whatever else a machine does can only add. */
function quickest<T extends Timed>([first, ...others]: readonly T[]): T {
  if (!first) throw new Error('Nothing was measured')
  return others.reduce((best, one) => (one.ms < best.ms ? one : best), first)
}

/** Sorts by another column each time. */
function sort(page: Page, round: number): Promise<number> {
  const key = ['best-error', 'name', 'learning-rate', 'duration', 'hidden'][round % 5] ?? 'name'
  const head = `[role="columnheader"][data-column="${key}"]`
  return actUntil(page, { click: `${head} .to-sort` }, `${head}[aria-sort]:not([aria-sort="none"])`)
}

const field = '[role="combobox"]'

/** A filter that some runs pass. */
async function filter(page: Page): Promise<number> {
  const count = await page.locator(list).getAttribute('aria-rowcount')
  const all = `${list}[aria-rowcount="${String(count)}"]`
  const text = 'optimizer = adam and error < 3%'
  const ms = await actUntil(
    page,
    { type: field, text },
    `${list}:not([aria-rowcount="${String(count)}"])`,
  )
  await actUntil(page, { type: field, text: '' }, all)
  return ms
}

/** Opens a run that was not shown before, until its charts have their points. */
const open = (page: Page, round: number): Promise<number> =>
  actUntil(
    page,
    { hash: `#/runs/${idOf(Math.floor(input.runs / 2) + round)}` },
    '#charts figure.chart tbody tr',
  )

/** Selects the first runs of the list, and has all of them drawn. */
async function overlay(page: Page): Promise<number> {
  const scroller = page.locator(list)
  const scrollTo = (line: number) =>
    scroller.evaluate((element, top) => {
      element.scrollTop = top
    }, line * 28)
  const boxOf = (index: number) => `[aria-rowindex="${String(index + 3)}"] input[type="checkbox"]`
  await scrollTo(0)
  await page.locator(boxOf(0)).click()
  await scrollTo(input.overlaid)
  await page.locator(boxOf(input.overlaid - 1)).click({ modifiers: ['Shift'] })
  await page.getByRole('button', { name: 'Show curves' }).evaluate((button) => {
    button.id = 'to-overlay'
  })
  // The ten that are named, and a line for the others.
  return actUntil(page, { click: '#to-overlay' }, '.legend li:nth-child(11)')
}

/** The largest of the processes that draw pages. */
async function memoryOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const shares = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) =>
      /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(id)}/smaps_rollup`, 'utf8')),
    )
  return Math.max(...shares.map((found) => Number(found?.[1]) * 1024))
}

/** When a browser collects garbage is its own affair; what it needs is what is left then. */
async function memory(browser: Browser, session: CDPSession) {
  if (process.platform !== 'linux') return null
  const withGarbage = await memoryOf(browser)
  await session.send('HeapProfiler.collectGarbage')
  return { needed: await memoryOf(browser), withGarbage }
}

const use =
  (browser: Browser): Measure<Omit<ManyRunsWindowTimes, 'server' | 'page'>> =>
  async (page, session) => {
    const scrolls = await inTurns(async () => {
      let scrolled = { frames: 0, slow: 0, longestMs: 0 }
      const timed = await working(session, async () => {
        scrolled = await scrollThrough(page, list)
        return scrolled.longestMs
      })
      return { ...timed, scrolled }
    })
    const frame = quickest(scrolls)
    return {
      frame: { ms: frame.ms, workedMs: frame.workedMs },
      slowFrames: frame.scrolled.slow,
      frames: frame.scrolled.frames,
      sort: quickest(await inTurns((round) => working(session, () => sort(page, round)))),
      filter: quickest(await inTurns(() => working(session, () => filter(page)))),
      open: quickest(
        await inTurns(async (round) => {
          const opened = await working(session, () => open(page, round))
          await actUntil(page, { hash: '#/' }, row)
          return opened
        }),
      ),
      overlay: await working(session, () => overlay(page)),
      memory: await memory(browser, session),
    }
  }

const times = await inNewFolder(async (dataDir): Promise<ManyRunsWindowTimes> => {
  fillLab(databasePath(dataDir), input)
  const browser = await launchBrowser()
  try {
    const starts = await inTurns(() => start(browser, dataDir, () => Promise.resolve()))
    const { found } = await start(browser, dataDir, use(browser))
    return {
      ...found,
      server: quickest(starts.map(({ server }) => server)),
      page: quickest(starts.map(({ page }) => page)),
    }
  } finally {
    await browser.close()
  }
})
console.log(JSON.stringify(times))
