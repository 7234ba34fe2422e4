import type { Run } from '../../electron/contract/entities.ts'
import { configurationKey } from '../../electron/contract/same-configuration.ts'
import type { EpochSample, RunningSample, RunSeries, Spread } from './chart-series.ts'
import type { LineKind } from './chart-settings.ts'
import { lastAt } from './point-list.ts'

/** Runs of one configuration stand together, in the order of the first of each. */
export function groupsOfRepeats<T>(items: readonly T[], runOf: (item: T) => Run): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = configurationKey(runOf(item))
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return [...groups.values()]
}

interface Mean {
  readonly mean: number
  /** Standard deviation of the values, not of their mean. */
  readonly deviation: number
}

/** Null where one of the values is not known. */
function meanOf(values: readonly (number | null)[]): Mean | null {
  const known = values.filter((value) => value !== null)
  if (known.length < values.length || known.length === 0) return null
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / Math.max(1, known.length - 1)) }
}

const plainMean = (values: readonly number[]) => meanOf(values)?.mean ?? 0

/** A run's place and values at a step, on the straight line between the points beside it. */
function runningAt(samples: readonly RunningSample[], step: number): RunningSample | undefined {
  const index = lastAt(samples, (sample) => sample.step, step)
  const from = samples[index]
  const to = samples[index + 1]
  if (!from || from.step === step || !to) return from?.step === step ? from : undefined
  const share = (step - from.step) / (to.step - from.step)
  const between = (a: number | null, b: number | null) =>
    a === null || b === null ? null : a + (b - a) * share
  return {
    x: from.x + (to.x - from.x) * share,
    step,
    seconds: from.seconds + (to.seconds - from.seconds) * share,
    raw: between(from.raw, to.raw),
    smooth: between(from.smooth, to.smooth),
  }
}

/** For each sample of the first list that every other one reaches, the samples of all. */
function together<T>(
  members: readonly (readonly T[])[],
  find: (samples: readonly T[], like: T) => T | undefined,
): readonly (readonly T[])[] {
  const [coarsest, ...others] = [...members].sort((a, b) => a.length - b.length)
  return (coarsest ?? []).flatMap((sample) => {
    const found = others.flatMap((samples) => find(samples, sample) ?? [])
    return found.length === others.length ? [[sample, ...found]] : []
  })
}

const meanBy = <T>(samples: readonly T[], value: (sample: T) => number | null) =>
  meanOf(samples.map(value))?.mean ?? null

const meanRunning = (samples: readonly RunningSample[]): RunningSample => ({
  x: plainMean(samples.map(({ x }) => x)),
  step: samples[0]?.step ?? 0,
  seconds: plainMean(samples.map(({ seconds }) => seconds)),
  raw: meanBy(samples, ({ raw }) => raw),
  smooth: meanBy(samples, ({ smooth }) => smooth),
})

const meanEpoch = (samples: readonly EpochSample[]): EpochSample => ({
  x: plainMean(samples.map(({ x }) => x)),
  epoch: samples[0]?.epoch ?? 0,
  step: samples[0]?.step ?? 0,
  seconds: plainMean(samples.map(({ seconds }) => seconds)),
  train: meanBy(samples, ({ train }) => train),
  test: meanBy(samples, ({ test }) => test),
  validation: meanBy(samples, ({ validation }) => validation),
  handwriting: meanBy(samples, ({ handwriting }) => handwriting),
})

function spreadOf<T extends { readonly x: number }>(
  rows: readonly (readonly T[])[],
  value: (sample: T) => number | null,
): readonly Spread[] {
  return rows.flatMap((samples) => {
    const found = meanOf(samples.map(value))
    if (!found) return []
    const { mean, deviation } = found
    const x = plainMean(samples.map((sample) => sample.x))
    return [{ x, low: Math.max(0, mean - deviation), high: mean + deviation }]
  })
}

const leastTest = (epochs: readonly EpochSample[]) =>
  epochs.reduce<EpochSample | null>(
    (best, sample) => ((sample.test ?? Infinity) < (best?.test ?? Infinity) ? sample : best),
    null,
  )

/** The mean of repeats where all of them have got to, one standard deviation around it; one alone is itself. */
export function meanSeries(members: readonly RunSeries[], name: string): RunSeries | undefined {
  const [first, ...others] = members
  if (!first || others.length === 0) return first
  const running = together(
    members.map((member) => member.running),
    (samples, { step }) => runningAt(samples, step),
  )
  const ends = together(
    members.map((member) => member.epochs),
    (samples, { epoch }) => samples.find((sample) => sample.epoch === epoch),
  )
  const epochs = ends.map(meanEpoch)
  const spread: Record<LineKind, readonly Spread[]> = {
    running: spreadOf(running, ({ smooth }) => smooth),
    train: spreadOf(ends, ({ train }) => train),
    validation: spreadOf(ends, ({ validation }) => validation),
    test: spreadOf(ends, ({ test }) => test),
    handwriting: spreadOf(ends, ({ handwriting }) => handwriting),
  }
  return {
    ...first,
    id: `mean ${first.id}`,
    name,
    running: running.map(meanRunning),
    epochs,
    end: null,
    best: leastTest(epochs),
    members,
    spread,
  }
}
