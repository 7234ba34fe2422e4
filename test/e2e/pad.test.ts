import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Strokes } from '../../electron/contract/digits.ts'
import { hasPenDigits, penDigits, tenDrawings } from '../fixtures/strokes.ts'
import { tempDir } from '../temp-dir.ts'
import { fitted } from './draw-pad.ts'
import { fastMouse, type Place } from './pointer.ts'
import { serve, terminal, terminalLines } from './served.ts'

const most = 500
const drawings = hasPenDigits ? penDigits() : tenDrawings()
/** How much of the pad a drawing fills, and pixels a unit of the page; the answer must not depend on either. */
const sizes = [0.3, 0.6, 0.9]
const deviceScales = [1, 2]

/** Spread evenly, so that all writers have their turn. */
const chosen = Array.from(
  { length: Math.min(most, drawings.length) },
  (_, at) =>
    drawings[Math.floor((at * drawings.length) / Math.min(most, drawings.length))]?.strokes ?? [],
)

/** The digit that the page shows once it is the answer to so many strokes. */
async function answerTo(page: Page, strokes: number): Promise<string> {
  const answer = await page.waitForFunction((drawn) => {
    const pad = document.querySelector('[role="application"]')?.getAttribute('aria-label') ?? ''
    const settled = document.querySelector(
      '[role="status"][aria-label="Answer"][aria-busy="false"]',
    )
    const isWhole = new RegExp(`, ${String(drawn)} strokes?\\.`).test(pad)
    return isWhole ? settled?.querySelector('.big')?.textContent.trim() : undefined
  }, strokes)
  return (await answer.jsonValue()) ?? ''
}

interface Drawn {
  readonly strokes: Strokes
  readonly size: number
}

/** Draws one after the other with pointer events, and returns what the page says to each. */
async function readOnPad(page: Page, drawn: readonly Drawn[]): Promise<readonly string[]> {
  await page.getByRole('link', { name: /^Draw/ }).first().click()
  const mouse = await fastMouse(page)
  const pad = await page.getByRole('application', { name: /^Drawing pad/ }).boundingBox()
  const clear = await page.getByRole('button', { name: 'Clear' }).boundingBox()
  if (!pad || !clear) throw new Error('The pad is not on the page')
  const read: string[] = []
  for (const { strokes, size } of drawn) {
    const places = fitted(strokes, size).map((stroke) =>
      stroke.map(([x, y]): Place => [pad.x + x * pad.width, pad.y + y * pad.height]),
    )
    await mouse.draw(places)
    read.push(await answerTo(page, strokes.length))
    await mouse.click([clear.x + clear.width / 2, clear.y + clear.height / 2])
  }
  return read
}

// A slow machine may need many times as long as a quiet one.
const drawingMs = 900_000

test(
  `the pad reads ${String(chosen.length)} drawn digits as the terminal does, whatever their size and the screen's scale`,
  { timeout: drawingMs },
  async () => {
    const served = serve()
    await terminal(served.dataDir, 'train', '--epochs', '1')
    const file = join(tempDir(), 'drawings.jsonl')
    writeFileSync(file, chosen.map((strokes) => JSON.stringify({ strokes })).join('\n'))
    const told = await terminalLines<{ digit: number }>(
      served.dataDir,
      ...['predict', 'last', '--strokes', file],
    )

    const shares = deviceScales.map((deviceScaleFactor, turn) => ({
      deviceScaleFactor,
      places: [...chosen.keys()].filter((at) => at % deviceScales.length === turn),
    }))
    const read = new Map<number, string>()
    for (const { deviceScaleFactor, places } of shares) {
      const page = await served.open({ viewport: { width: 1280, height: 800 }, deviceScaleFactor })
      const digits = await readOnPad(
        page,
        places.map((at, turn) => ({
          strokes: chosen[at] ?? [],
          size: sizes[turn % sizes.length] ?? 1,
        })),
      )
      for (const [turn, at] of places.entries()) read.set(at, digits[turn] ?? '')
      await page.close()
    }
    expect([...chosen.keys()].map((at) => read.get(at))).toEqual(
      told.map(({ digit }) => String(digit)),
    )
    expect(served.errors).toEqual([])
  },
)
