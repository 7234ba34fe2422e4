import * as v from 'valibot'
import { testScore } from '../../electron/contract/run-columns.ts'
import { RunId, type Run } from '../../electron/contract/entities.ts'
import { published } from '../../electron/contract/training.ts'
import { formatPercent, formatPoints, noValue } from './format.ts'
import { mnist } from './reference.ts'
import { noiseOfOneRun } from './run-facts.ts'
import { formatDuration } from './time.ts'

export const mostCompared = 10

/** The runs named in an address, each once; what is no id is left out. */
export function idsOf(query: unknown): readonly RunId[] {
  if (typeof query !== 'string') return []
  const ids = query.split(',').flatMap((text) => {
    const parsed = v.safeParse(RunId, text)
    return parsed.success ? [parsed.output] : []
  })
  return [...new Set(ids)].slice(0, mostCompared)
}

export interface ResultRow {
  readonly id: RunId
  readonly name: string
  readonly colour: number
  readonly testError: string
  readonly testAccuracy: string
  /** Test error minus the base's, in points. */
  readonly delta: string
  /** `same` where chance alone makes such a difference. */
  readonly trend: 'better' | 'worse' | 'same'
  readonly trainError: string
  readonly bestError: string
  readonly bestEpoch: string
  /** Share of the drawings of *my handwriting* that it reads wrong. */
  readonly handwriting: string
  readonly took: string
  readonly weightsSha256: string | null
}

const percent = (share: number | undefined) =>
  share === undefined ? noValue : formatPercent(share)

/** What runs are compared with, and how many test images that was measured on. */
export interface Base {
  readonly error: number
  /** Undefined where the data set is gone. */
  readonly images: number | undefined
}

function versus(error: number | undefined, against: Base | undefined) {
  if (error === undefined || against === undefined)
    return { delta: noValue, trend: 'same' } as const
  const { error: base, images } = against
  const delta = formatPoints(error - base)
  const noise = images === undefined ? Infinity : noiseOfOneRun(base, images)
  if (Math.abs(error - base) <= noise) return { delta, trend: 'same' } as const
  return { delta, trend: error < base ? 'better' : 'worse' } as const
}

function resultRow(run: Run, base: Base | undefined): ResultRow {
  const error = testScore(run)?.error
  return {
    id: run.id,
    name: run.name,
    colour: run.colour,
    testError: percent(error),
    testAccuracy: percent(error === undefined ? undefined : 1 - error),
    ...versus(error, base),
    trainError: percent(run.final?.train.error),
    bestError: percent(run.best?.test.error),
    bestEpoch: run.best && run.final ? String(run.best.epoch) : noValue,
    handwriting: percent(run.handwriting?.error),
    took: run.seconds > 0 ? formatDuration(run.seconds) : noValue,
    weightsSha256: run.weightsSha256,
  }
}

/** Test images of a data set; undefined where it is gone. */
export type CountImages = (dataset: string) => number | undefined

/** A run's last test error, or the published one without a run; undefined before the first epoch ends. */
export function baseOf(run: Run | null | undefined, countOf: CountImages): Base | undefined {
  if (run === null) return { error: published.test.error, images: countOf(mnist.id) }
  const score = run && testScore(run)
  return score && { error: score.error, images: countOf(run.dataset.id) }
}

/** Results beside each other; the base is a run, or the published result without one. */
export function resultRows(
  runs: readonly Run[],
  base: RunId | null,
  countOf: CountImages,
): readonly ResultRow[] {
  const baseRun = base === null ? null : runs.find(({ id }) => id === base)
  const against = baseOf(baseRun, countOf)
  // Errors on other images say nothing of which run is better.
  const dataset = baseRun === null ? mnist.id : baseRun?.dataset.id
  return runs.map((run) => resultRow(run, run.dataset.id === dataset ? against : undefined))
}
