import type { CDPSession, Page } from 'playwright-core'
import { createCore } from '../../electron/core/create-core.ts'
import { answersAtOnce } from '../../electron/window/answers-at-once.ts'
import { launchBrowser } from '../../scripts/browser.mjs'
import { tenDrawings } from '../../test/fixtures/strokes.ts'
import { addRuns, type AnsweringRuns } from '../answering-runs.ts'
import { inNewFolder } from './new-lab.ts'
import { penUpTimes, watchAnswers, type PenUp } from './page-clock.ts'
import { serveFolder } from './served.ts'

/** What this program is asked for: a window on that many runs, and each of ten drawings so often. */
export interface PenUpInput extends AnsweringRuns {
  readonly rounds: number
  /** Whether its Chromium is started as the window's is, and not as a browser. */
  readonly isWindow: boolean
}

const input = JSON.parse(process.argv[2] ?? '') as PenUpInput
/** Between two positions of a pen, as a hand moves it. */
const msAPosition = 8
/** Units of the drawings. */
const padSide = 280
/** Between two drawings, which is when all other answers come. */
const msADrawing = 300

const silent = () => undefined
const never = () => {
  throw new Error('Nothing is trained here')
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function fill(dataDir: string): Promise<void> {
  const log = { debug: silent, info: silent, warn: silent, error: silent }
  const core = createCore({ dataDir, fork: never, log, version: 'bench', worksQueue: false })
  await addRuns(core, dataDir, input)
  await core.close()
}

type Place = readonly [x: number, y: number]

/** Moves the pen at a hand's pace. */
async function stroke(session: CDPSession, places: readonly Place[]): Promise<void> {
  const [first = [0, 0], ...others] = places
  const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', [x, y]: Place) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
    })
  await send('mousePressed', first)
  for (const place of others) {
    await wait(msAPosition)
    await send('mouseMoved', place)
  }
  await send('mouseReleased', places.at(-1) ?? first)
}

async function draw(page: Page): Promise<readonly PenUp[]> {
  const session = await page.context().newCDPSession(page)
  const pad = await page.getByRole('application', { name: /^Drawing pad/ }).boundingBox()
  if (!pad) throw new Error('The pad is not on the page')
  const settled = page.locator('[role="status"][aria-label="Answer"][aria-busy="false"]')
  for (let round = 1; round <= input.rounds; round += 1)
    for (const { strokes } of tenDrawings()) {
      for (const points of strokes) {
        await stroke(
          session,
          points.map(([x, y]) => [
            pad.x + (x / padSide) * pad.width,
            pad.y + (y / padSide) * pad.height,
          ]),
        )
        await settled.waitFor()
      }
      await wait(msADrawing)
      await page.getByRole('button', { name: 'Clear' }).click()
    }
  return penUpTimes(page)
}

const times = await inNewFolder(async (dataDir): Promise<readonly PenUp[]> => {
  await fill(dataDir)
  const server = await serveFolder(dataDir)
  const browser = await launchBrowser(
    input.isWindow ? { args: [`--${answersAtOnce.switch}=${answersAtOnce.features}`] } : {},
  )
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.addInitScript(watchAnswers)
    await page.goto(server.address)
    await page.getByRole('link', { name: /^Draw/ }).first().click()
    return await draw(page)
  } finally {
    await browser.close()
    await server.stop()
  }
})
console.log(JSON.stringify(times))
