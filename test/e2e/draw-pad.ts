import type { Page } from 'playwright-core'
import type { Strokes } from '../../electron/contract/digits.ts'
import { hasPenDigits, penDigits, tenDrawings } from '../fixtures/strokes.ts'
import { fastMouse, type Place } from './pointer.ts'

/** Fits strokes to a part of the pad, in the middle of it; shares of its side. */
export function fitted(strokes: Strokes, size: number): Place[][] {
  const xs = strokes.flat().map(([x]) => x)
  const ys = strokes.flat().map(([, y]) => y)
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  const scale = size / Math.max(right - left, bottom - top, 1e-9)
  return strokes.map((stroke) =>
    stroke.map(([x, y]) => [
      0.5 + (x - (left + right) / 2) * scale,
      0.5 + (y - (top + bottom) / 2) * scale,
    ]),
  )
}

/** A digit that somebody wrote, in so many strokes. */
export function writtenDigit(label: number, strokes: number): Strokes {
  const drawings = hasPenDigits ? penDigits() : tenDrawings()
  const found =
    drawings.find((each) => each.label === label && each.strokes.length === strokes) ??
    drawings.find((each) => each.label === label)
  return found?.strokes ?? []
}

/** Draws strokes with pointer events as the browser makes them; coordinates are shares of the pad's side. */
export async function drawFast(page: Page, strokes: readonly (readonly Place[])[]): Promise<void> {
  const pad = await page.getByRole('application', { name: /^Drawing pad/ }).boundingBox()
  if (!pad) throw new Error('The pad is not on the page')
  const mouse = await fastMouse(page)
  await mouse.draw(
    strokes.map((stroke) =>
      stroke.map(([x, y]): Place => [pad.x + x * pad.width, pad.y + y * pad.height]),
    ),
  )
}

/** The class shown once it is the answer to all that is on the pad. */
export async function answerOn(page: Page): Promise<string | undefined> {
  const settled = page.locator('[role="status"][aria-label="Answer"][aria-busy="false"]')
  return (await settled.locator('.big').textContent())?.trim()
}

/** The bytes of a picture in a canvas, told apart by any pixel. */
export const pictureOf = (page: Page, label: string): Promise<string> =>
  page
    .getByRole('img', { name: label, exact: true })
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
