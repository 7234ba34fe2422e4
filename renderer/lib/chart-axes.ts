import type { Run } from '../../electron/contract/entities.ts'
import type { ChartAxis, ChartFigure, RunSeries } from './chart-series.ts'
import { stepsOfEpoch } from './reference.ts'

export interface Range {
  readonly min: number
  readonly max: number
}

/** The smallest 1, 2 or 5 times a power of ten that divides `extent` into at most `most` parts. */
function niceStep(extent: number, most: number): number {
  const rough = extent / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * 0.999_999)
  return (factor ?? 10) * power
}

function multiples(step: number, { min, max }: Range): readonly number[] {
  const first = Math.ceil(min / step - 1e-9)
  const count = Math.floor(max / step + 1e-9) - first + 1
  // Twelve digits hide what binary fractions add to 0.1 and its like.
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
}

/** From zero to where the longest run ends or will end; a little air keeps the last dot whole. */
export function xRange(runs: readonly Run[], series: readonly RunSeries[], axis: ChartAxis): Range {
  const reached = Math.max(
    0,
    ...series.map(({ running, epochs }) => Math.max(running.at(-1)?.x ?? 0, epochs.at(-1)?.x ?? 0)),
  )
  // A run that waits takes no room from those that have points.
  const counted = runs.filter(
    ({ status }) => status === 'running' || (status === 'queued' && reached === 0),
  )
  const planned = counted.map(({ progress }) =>
    axis === 'time' ? 0 : axis === 'step' ? progress.steps : progress.epochs,
  )
  const empty = { step: 3000, epoch: 5, time: 10 }[axis]
  return { min: 0, max: (Math.max(reached, ...planned) || empty) * 1.015 }
}

/** True where seconds would be hard to read. */
export const isInMinutes = (axis: ChartAxis, { min, max }: Range): boolean =>
  axis === 'time' && max - min > 600

/** Ends of epochs where the runs share them and they are few, round numbers otherwise. */
export function xTicks(range: Range, axis: ChartAxis, runs: readonly Run[]): readonly number[] {
  const extent = range.max - range.min
  const [perEpoch, ...others] = new Set(runs.map(stepsOfEpoch))
  if (axis === 'step' && perEpoch !== undefined && others.length === 0) {
    const epochs = extent / perEpoch
    if (epochs >= 1 && epochs < 7) return multiples(perEpoch, range)
  }
  if (isInMinutes(axis, range)) return multiples(niceStep(extent / 60, 7) * 60, range)
  // Six digits and the unit after the last of them need the room of two.
  const step = niceStep(extent, extent < 100_000 ? 7 : 4)
  return multiples(axis === 'time' ? step : Math.max(1, step), range)
}

const usual = { error: { min: 0.4, max: 14 }, loss: { min: 0.03, max: 0.8 } } as const

/**
 * Holds every test value and every line's newest value, diverged runs left out unless there is no
 * other. The steep start of training is cut off above, so that 2 % and 1 % stay apart. Runs on MNIST share a frame;
 * what is usual on other images is not known.
 */
export function yRange(
  all: readonly RunSeries[],
  figure: ChartFigure,
  log: boolean,
  isOnMnist = true,
): Range {
  const sound = all.filter(({ end }) => end?.status !== 'diverged')
  const series = sound.length > 0 ? sound : all
  const lines = series.map(({ running }) =>
    running.flatMap(({ smooth }) => (smooth === null ? [] : [smooth])),
  )
  const tests = series.flatMap(({ epochs }) =>
    epochs.flatMap(({ test }) => (test === null ? [] : [test])),
  )
  const newest = lines.flatMap((line) => line.slice(-1))
  const highest = Math.max(0, ...tests, ...newest) * 1.25
  const lowest = Math.min(
    Infinity,
    ...lines.map((line) => line.reduce((least, y) => (y > 0 && y < least ? y : least), Infinity)),
    ...tests.filter((y) => y > 0),
  )
  const isUsual = isOnMnist || highest === 0
  const { min, max } = isUsual ? usual[figure] : { min: lowest * 0.5, max: highest * 1.4 }
  const top = Math.max(max, highest)
  return {
    min: log ? Math.min(min, lowest * 0.8) : 0,
    max: figure === 'error' ? Math.min(120, top) : top,
  }
}

/** Round values, but none so near to the top that half its label would be cut off. */
export function yTicks(range: Range, log: boolean): readonly number[] {
  const ticks = log ? logTicks(range) : multiples(niceStep(range.max - range.min, 5), range)
  return ticks.filter((tick) => shareOf(tick, range, log) <= 0.97)
}

function logTicks({ min, max }: Range): readonly number[] {
  const first = Math.floor(Math.log10(min))
  const powers = Array.from({ length: Math.ceil(Math.log10(max)) - first + 1 }, (_, index) =>
    String(first + index),
  )
  const inside = (factors: readonly number[]) =>
    powers
      .flatMap((power) => factors.map((factor) => Number(`${String(factor)}e${power}`)))
      .filter((tick) => tick >= min && tick <= max)
  const fine = inside([1, 2, 5])
  return fine.length > 8 ? inside([1]) : fine
}

/** A part of `whole`, `factor` times as long as `range`, with `centre` where it was. */
export function zoomed(range: Range, whole: Range, centre: number, factor: number): Range | null {
  const extent = (range.max - range.min) * factor
  if (extent >= whole.max - whole.min) return null
  const share = (centre - range.min) / (range.max - range.min)
  const min = Math.min(Math.max(centre - extent * share, whole.min), whole.max - extent)
  return { min, max: min + extent }
}

/** Where a value lies on an axis, 0 at its low end and 1 at its high end. */
export function shareOf(value: number, { min, max }: Range, log = false): number {
  if (!log) return (value - min) / (max - min)
  return Math.log(Math.max(value, min) / min) / Math.log(max / min)
}
