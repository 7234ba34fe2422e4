import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, Request } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Strokes } from '../../electron/contract/entities.ts'
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

/** Resolves once the page has asked for `act`'s last change and has the answer to everything it asked. */
async function settled(page: Page, act: () => Promise<void>): Promise<void> {
  let waiting = 0
  let asked = 0
  const isReading = (request: Request) => request.url().endsWith('/api/call/digits.read')
  const onRequest = (request: Request) => {
    if (!isReading(request)) return
    waiting += 1
    asked += 1
  }
  const onDone = (request: Request) => {
    if (isReading(request)) waiting -= 1
  }
  page.on('request', onRequest)
  page.on('requestfinished', onDone)
  await act()
  await expect.poll(() => asked > 0 && waiting === 0, { interval: 5, timeout: 30_000 }).toBe(true)
  page.off('request', onRequest)
  page.off('requestfinished', onDone)
}

test(`the pad reads ${String(chosen.length)} drawn digits as the terminal does, whatever their size`, async () => {
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

  for (const [index, { strokes }] of chosen.entries()) {
    await settled(page, () => draw(page, fitted(strokes, sizes[index % sizes.length] ?? 1)))
    await expect
      .poll(() => answer.locator('.big').textContent(), { message: `drawing ${String(index)}` })
      .toContain(String(told[index]?.digit))
    await page.getByRole('button', { name: 'Clear' }).click()
    await expect.poll(() => answer.locator('.big').textContent()).not.toMatch(/\d/)
  }
  expect(served.errors).toEqual([])
})
