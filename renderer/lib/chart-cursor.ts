import type { EpochSample, RunningSample, RunSeries } from './chart-series.ts'

/** What a run had reached at the cursor. */
export interface CursorRow {
  readonly id: string
  readonly name: string
  readonly colour: number
  readonly raw: number | null
  readonly smooth: number | null
  /** Of the last epoch that had ended there. */
  readonly test: number | null
  readonly validation: number | null
}

export interface CursorReading {
  readonly x: number
  readonly step: number
  readonly epoch: number | null
  readonly seconds: number
  /** Best test value first; runs without one come last, best running value first. */
  readonly rows: readonly CursorRow[]
}

interface Placed {
  readonly x: number
}

/** Index of the last entry at or before `x`, -1 where there is none. */
function indexAt(samples: readonly Placed[], x: number): number {
  let low = 0
  let high = samples.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((samples[middle]?.x ?? Infinity) <= x + 1e-9) low = middle + 1
    else high = middle
  }
  return low - 1
}

function nearest<T extends Placed>(samples: readonly T[], x: number): T | undefined {
  const index = indexAt(samples, x)
  const before = samples[index]
  const after = samples[index + 1]
  if (!before || !after) return before ?? after
  return x - before.x <= after.x - x ? before : after
}

const closest = (x: number, samples: readonly (RunningSample | EpochSample | undefined)[]) =>
  samples.reduce(
    (best, sample) =>
      sample && (!best || Math.abs(sample.x - x) < Math.abs(best.x - x)) ? sample : best,
    undefined,
  )

const byValue = (a: CursorRow, b: CursorRow) =>
  (a.test ?? Infinity) - (b.test ?? Infinity) || (a.smooth ?? Infinity) - (b.smooth ?? Infinity)

/** The recorded point nearest to `x` and what each run that had got so far read there. */
export function readingAt(series: readonly RunSeries[], x: number): CursorReading | null {
  const at = closest(
    x,
    series.flatMap(({ running, epochs }) => [nearest(running, x), nearest(epochs, x)]),
  )
  if (!at) return null
  const reached = series.filter(
    ({ running, epochs }) => Math.max(running.at(-1)?.x ?? 0, epochs.at(-1)?.x ?? 0) >= at.x - 1e-9,
  )
  const rows = reached.map(({ id, name, colour, running, epochs }) => {
    const sample = nearest(running, at.x)
    const ended = epochs[indexAt(epochs, at.x)]
    return {
      id,
      name,
      colour,
      raw: sample?.raw ?? null,
      smooth: sample?.smooth ?? null,
      test: ended?.test ?? null,
      validation: ended?.validation ?? null,
    }
  })
  const ended = series.flatMap(({ epochs }) => epochs).find(({ step }) => step === at.step)
  return {
    x: at.x,
    step: at.step,
    epoch: ended?.epoch ?? null,
    seconds: at.seconds,
    rows: rows.sort(byValue),
  }
}

/** The next recorded place to the right (1) or left (-1) of `x`; the first or last one from outside. */
export function nextPlace(series: readonly RunSeries[], x: number, direction: 1 | -1): number {
  const places = series.flatMap(({ running, epochs }) => [...running, ...epochs]).map((p) => p.x)
  const ahead = places.filter((place) => (place - x) * direction > 1e-9)
  if (ahead.length === 0) return x
  return direction === 1 ? Math.min(...ahead) : Math.max(...ahead)
}

function lineAt(samples: readonly (Placed & { readonly y: number | null })[], x: number) {
  const index = indexAt(samples, x)
  const from = samples[index]
  const to = samples[index + 1]
  if (!from || from.y === null) return null
  if (!to || to.y === null) return from.x >= x - 1e-9 ? from.y : null
  return from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x)
}

/** The run whose line passes nearest to a place, within `reach` pixels. */
export function nearestRun(
  series: readonly RunSeries[],
  place: { readonly x: number; readonly pixelY: number },
  toPixelY: (y: number) => number,
  reach = 16,
): string | null {
  let best: { readonly id: string; readonly distance: number } | null = null
  for (const { id, running, epochs } of series) {
    const lines = [
      running.map(({ x, smooth }) => ({ x, y: smooth })),
      epochs.map(({ x, test }) => ({ x, y: test })),
    ]
    for (const y of lines.map((line) => lineAt(line, place.x))) {
      if (y === null) continue
      const distance = Math.abs(toPixelY(y) - place.pixelY)
      if (distance <= reach && (!best || distance < best.distance)) best = { id, distance }
    }
  }
  return best?.id ?? null
}
