import type { EpochSample, RunningSample, RunSeries } from './chart-series.ts'
import type { LineKind } from './chart-settings.ts'
import { lastAt } from './point-list.ts'

/** What a run had reached at the cursor. */
export interface CursorRow {
  readonly id: string
  readonly name: string
  readonly colour: number
  readonly raw: number | null
  readonly smooth: number | null
  /** Of the last epoch that had ended there. */
  readonly train: number | null
  readonly test: number | null
  readonly validation: number | null
  readonly handwriting: number | null
}

export interface CursorReading {
  readonly x: number
  readonly step: number
  readonly epoch: number | null
  readonly seconds: number
  /** Least value first, of the first of test, validation, train and running that is drawn and known. */
  readonly rows: readonly CursorRow[]
}

interface Placed {
  readonly x: number
}

/** Places nearer than this are one; moments are large numbers. */
const nearness = (x: number) => Math.max(1e-9, Math.abs(x) * 1e-12)

const indexAt = (samples: readonly Placed[], x: number) =>
  lastAt(samples, (sample) => sample.x, x + nearness(x))

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

/** Infinity less Infinity is no number: two unknown values are equal. */
const order = (a: number | null, b: number | null) =>
  a === b ? 0 : (a ?? Infinity) - (b ?? Infinity)

const ends = ['test', 'validation', 'train', 'handwriting'] as const

function byValue(kinds: ReadonlySet<LineKind>) {
  const drawn = ends.filter((kind) => kinds.has(kind))
  return (a: CursorRow, b: CursorRow) =>
    drawn.reduce((difference, kind) => difference || order(a[kind], b[kind]), 0) ||
    order(a.smooth, b.smooth)
}

const noRunning = { raw: null, smooth: null }
const noEnd = { train: null, test: null, validation: null, handwriting: null }

function rowAt({ id, name, colour, running, epochs }: RunSeries, x: number): CursorRow {
  const { raw, smooth } = nearest(running, x) ?? noRunning
  const { train, test, validation, handwriting } = epochs[indexAt(epochs, x)] ?? noEnd
  return { id, name, colour, raw, smooth, train, test, validation, handwriting }
}

/** The recorded point nearest to `x` and what each run that had got so far read there. */
export function readingAt(
  series: readonly RunSeries[],
  x: number,
  kinds: ReadonlySet<LineKind>,
): CursorReading | null {
  const at = closest(
    x,
    series.flatMap(({ running, epochs }) => [nearest(running, x), nearest(epochs, x)]),
  )
  if (!at) return null
  const reached = series.filter(
    ({ running, epochs }) => Math.max(running.at(-1)?.x ?? 0, epochs.at(-1)?.x ?? 0) >= at.x - 1e-9,
  )
  const rows = reached.map((one) => rowAt(one, at.x))
  const ended = series.flatMap(({ epochs }) => epochs).find(({ step }) => step === at.step)
  return {
    x: at.x,
    step: at.step,
    epoch: ended?.epoch ?? null,
    seconds: at.seconds,
    rows: rows.sort(byValue(kinds)),
  }
}

/** The next recorded place to the right (1) or left (-1) of `x`; the first or last one from outside. */
export function nextPlace(series: readonly RunSeries[], x: number, direction: 1 | -1): number {
  let next: number | undefined
  for (const samples of series.flatMap(({ running, epochs }) => [running, epochs])) {
    const index = direction === 1 ? indexAt(samples, x) + 1 : indexAt(samples, x - 2 * nearness(x))
    const place = samples[index]?.x
    if (place !== undefined && (next === undefined || (next - place) * direction > 0)) next = place
  }
  return next ?? x
}

function lineAt(samples: readonly (Placed & { readonly y: number | null })[], x: number) {
  const index = indexAt(samples, x)
  const from = samples[index]
  const to = samples[index + 1]
  if (!from || from.y === null) return null
  if (!to || to.y === null) return from.x >= x - 1e-9 ? from.y : null
  return from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x)
}

/** What is drawn of a run as lines, smoothed where it is drawn so. */
function drawnLines({ running, epochs }: RunSeries, kinds: ReadonlySet<LineKind>) {
  const drawn = ends.filter((kind) => kinds.has(kind))
  return [
    ...(kinds.has('running') ? [running.map(({ x, smooth }) => ({ x, y: smooth }))] : []),
    ...drawn.map((kind) => epochs.map((sample) => ({ x: sample.x, y: sample[kind] }))),
  ]
}

export interface Pointed {
  readonly x: number
  readonly pixelY: number
  readonly toPixelY: (y: number) => number
  readonly kinds: ReadonlySet<LineKind>
}

/** The run whose line passes nearest to a place, within `reach` pixels. */
export function nearestRun(
  series: readonly RunSeries[],
  { x, pixelY, toPixelY, kinds }: Pointed,
  reach = 16,
): string | null {
  let best: { readonly id: string; readonly distance: number } | null = null
  for (const one of series)
    for (const line of drawnLines(one, kinds)) {
      const y = lineAt(line, x)
      if (y === null) continue
      const distance = Math.abs(toPixelY(y) - pixelY)
      if (distance <= reach && (!best || distance < best.distance)) best = { id: one.id, distance }
    }
  return best?.id ?? null
}
