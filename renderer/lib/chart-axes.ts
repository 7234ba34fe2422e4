import type { Run } from '../../electron/contract/entities.ts'
import type { ChartAxis } from './chart-settings.ts'
import { clockTicks } from './clock-ticks.ts'
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

/** True where seconds would be hard to read. */
export const isInMinutes = (axis: ChartAxis, { min, max }: Range): boolean =>
  axis === 'time' && max - min > 600

/** Ends of epochs where the runs share them and they are few; nothing where they do not. */
function epochEnds(range: Range, runs: readonly Run[], most: number): readonly number[] {
  const [perEpoch, ...others] = new Set(runs.map(stepsOfEpoch))
  if (perEpoch === undefined || others.length > 0) return []
  const epochs = (range.max - range.min) / perEpoch
  return epochs >= 1 && epochs < most ? multiples(perEpoch, range) : []
}

/** Ends of epochs where the runs share them and they are few, round numbers otherwise. */
export function xTicks(
  range: Range,
  axis: ChartAxis,
  runs: readonly Run[],
  { isLog = false, most = 7 } = {},
): readonly number[] {
  if (isLog) return logTicks(range, most)
  // Without a run there is no moment to begin at.
  if (axis === 'clock') return range.min === 0 ? [] : clockTicks(range, Math.min(most, 5))
  const ends = axis === 'step' ? epochEnds(range, runs, most) : []
  return ends.length > 0 ? ends : roundTicks(range, axis, most)
}

function roundTicks(range: Range, axis: ChartAxis, most: number): readonly number[] {
  const extent = range.max - range.min
  if (isInMinutes(axis, range)) return multiples(niceStep(extent / 60, most) * 60, range)
  // Six digits and the unit after the last of them need the room of two.
  const step = niceStep(extent, extent < 100_000 ? most : Math.ceil(most / 2))
  return multiples(axis === 'step' ? Math.max(1, step) : step, range)
}

/** Round values, but none so near to the top that half its label would be cut off. */
export function yTicks(range: Range, log: boolean): readonly number[] {
  const ticks = log ? logTicks(range, 8) : multiples(niceStep(range.max - range.min, 5), range)
  return ticks.filter((tick) => shareOf(tick, range, log) <= 0.97)
}

function logTicks(range: Range, most: number): readonly number[] {
  const { min, max } = range
  const first = Math.floor(Math.log10(min))
  const powers = Array.from({ length: Math.ceil(Math.log10(max)) - first + 1 }, (_, index) =>
    String(first + index),
  )
  const inside = (factors: readonly number[]) =>
    powers
      .flatMap((power) => factors.map((factor) => Number(`${String(factor)}e${power}`)))
      .filter((tick) => tick >= min && tick <= max)
  const fine = inside([1, 2, 5])
  // Within less than a decade round numbers lie closer than powers do.
  if (fine.length < 3) return multiples(niceStep(max - min, 5), range)
  return fine.length > most ? inside([1]) : fine
}

/** Where a value lies on an axis, 0 at its low end and 1 at its high end. */
export function shareOf(value: number, { min, max }: Range, log = false): number {
  if (!log) return (value - min) / (max - min)
  return Math.log(Math.max(value, min) / min) / Math.log(max / min)
}

/** What lies at a share of an axis. */
export const valueAt = (share: number, { min, max }: Range, log = false): number =>
  log ? min * (max / min) ** share : min + share * (max - min)
