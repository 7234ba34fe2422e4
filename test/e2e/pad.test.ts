import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Strokes } from '../../electron/contract/digits.ts'
import { hasPenDigits, penDigits, tenDrawings } from '../fixtures/strokes.ts'
import { tempDir } from '../temp-dir.ts'
import { draw } from './journey.ts'
import { serve, terminal, terminalLines } from './served.ts'

const most = 100
const drawings = hasPenDigits ? penDigits() : tenDrawings()
/** How much of the pad a drawing fills; the answer must not depend on it. */
const sizes = [0.3, 0.6, 0.9]

/** Every so manieth drawing, so that all writers have their turn. */
const chosen = drawings.filter((_, index) => index % Math.ceil(drawings.length / most) === 0)

/** Fits strokes to a part of the pad, in the middle of it; shares of its side. */
function fitted(strokes: Strokes, size: number): [number, number][][] {
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

// A browser takes a pointer event a frame, so this is minutes of drawing.
const drawingMs = 900_000

test(
  `the pad reads ${String(chosen.length)} drawn digits as the terminal does, whatever their size`,
  { timeout: drawingMs },
  async () => {
    const served = serve()
    await terminal(served.dataDir, 'train', '--epochs', '2')
    const file = join(tempDir(), 'drawings.jsonl')
    writeFileSync(file, chosen.map(({ strokes }) => JSON.stringify({ strokes })).join('\n'))
    const told = await terminalLines<{ digit: number }>(
      served.dataDir,
      ...['predict', 'last', '--strokes', file],
    )
    const page = await served.open({ viewport: { width: 1280, height: 800 } })
    await page.getByRole('link', { name: /^Draw/ }).first().click()
    const answer = page.getByRole('status', { name: 'Answer' })
    const settled = page.locator('[role=status][aria-label=Answer][aria-busy=false]')

    const read: string[] = []
    for (const [index, { strokes }] of chosen.entries()) {
      await draw(page, fitted(strokes, sizes[index % sizes.length] ?? 1))
      await settled.waitFor()
      read.push((await answer.locator('.big').textContent())?.trim() ?? '')
      await page.getByRole('button', { name: 'Clear' }).click()
      await settled.waitFor()
    }
    expect(read).toEqual(told.map(({ digit }) => String(digit)))
    expect(served.errors).toEqual([])
  },
)
