import * as v from 'valibot'
import { RunName, StartRun, type RunId, type RunStatus } from './entities.ts'
import { Repeats, type GroupId, type GroupState } from './groups.ts'
import { settingKey } from './setting-words.ts'
import { Axis, axisFault, isRandom, mostTrials } from './sweep-axis.ts'
import { settingNames, TrainConfig, wholeNumber } from './train-config.ts'

export const earlyStops = ['none', 'median', 'halving'] as const
export type EarlyStop = (typeof earlyStops)[number]

export const Budget = v.variant('kind', [
  v.strictObject({
    kind: v.literal('runs'),
    runs: wholeNumber('Runs', 1, mostTrials),
  }),
  /** Of time in which something of the sweep trains; what has begun then is finished. */
  v.strictObject({
    kind: v.literal('minutes'),
    minutes: v.pipe(
      v.number('Minutes must be a number from 0.1 to 100000'),
      v.minValue(0.1, 'Minutes must be a number from 0.1 to 100000'),
      v.maxValue(100_000, 'Minutes must be a number from 0.1 to 100000'),
    ),
  }),
])
export type Budget = v.InferOutput<typeof Budget>

const fields = v.strictObject({
  /** What every run of it has, but for the axes. */
  config: TrainConfig,
  name: v.optional(RunName),
  engine: StartRun.entries.engine,
  threads: StartRun.entries.threads,
  axes: v.pipe(
    v.array(Axis),
    v.minLength(1, 'A sweep needs a setting with several values or a range'),
    v.maxLength(settingNames.length),
  ),
  /** Of a random search; null for a grid, which has an end. */
  budget: v.optional(v.nullable(Budget), null),
  /** Decides what is drawn from ranges, and nothing else. */
  searchSeed: v.optional(wholeNumber('Search seed', 0, 4_294_967_295), 1),
  earlyStop: v.optional(
    v.picklist(earlyStops, `Early stop must be one of ${earlyStops.join(', ')}`),
    'none',
  ),
  /** Seeds of each configuration: that of `config` and the following ones. */
  repeats: v.optional(Repeats, 1),
})
type Fields = v.InferOutput<typeof fields>

/** How many configurations a grid has. */
export const gridSize = ({ axes }: Pick<Fields, 'axes'>): number =>
  axes.reduce((size, axis) => size * (axis.kind === 'values' ? axis.values.length : 1), 1)

function axesFault({ axes, repeats }: Fields): string | undefined {
  const seen = new Set<string>()
  for (const axis of axes) {
    const key = settingKey(axis.setting)
    const range = axis.kind === 'range' ? `${String(axis.from)}..${String(axis.to)}: ` : ''
    const fault = seen.has(key) ? 'it is given twice' : axisFault(axis)
    if (fault !== undefined) return `${key} ${range}${fault}`
    seen.add(key)
  }
  return repeats > 1 && seen.has('seed')
    ? 'Repeats are other seeds already; give several seeds or repeats, not both'
    : undefined
}

function budgetFault(spec: Fields): string | undefined {
  const { budget, repeats } = spec
  if (!isRandom(spec)) {
    if (budget !== null) return 'A grid has all its combinations; a budget is for ranges'
    const runs = gridSize(spec) * repeats
    return runs > mostTrials
      ? `These values make ${String(runs)} runs; at most ${String(mostTrials)} are allowed`
      : undefined
  }
  if (budget === null) return 'A range needs a budget: how many runs, or how many minutes'
  return budget.kind === 'runs' && budget.runs < repeats
    ? `${String(budget.runs)} runs are fewer than the ${String(repeats)} repeats of one configuration`
    : undefined
}

const faultOf = (spec: Fields): string | undefined => axesFault(spec) ?? budgetFault(spec)

/** All that decides which runs a sweep makes: plain data, so that whoever trains them may sit anywhere. */
export const SweepSpec = v.pipe(
  fields,
  v.check(
    (spec) => faultOf(spec) === undefined,
    ({ input }) => faultOf(input) ?? 'This is no sweep',
  ),
)
export type SweepSpec = v.InferOutput<typeof SweepSpec>

/** A value of each axis, in their order, as people type them. */
export type PointValues = readonly string[]

/** What a sweep would be, before anything of it is made. */
export interface SweepPlan {
  /** The settings that differ, in the order of the values. */
  readonly settings: readonly (keyof TrainConfig)[]
  /** Null where it ends with its time. */
  readonly runs: number | null
  /** The first of them. */
  readonly trials: readonly {
    readonly trial: number
    readonly values: PointValues
    readonly seed: number
    /** Null where nothing was measured. */
    readonly seconds: number | null
  }[]
  /** Until the last one ends, if nothing else is trained; null where nothing was measured. */
  readonly seconds: number | null
  /** Of all its runs, or of one where their number is not known. */
  readonly bytes: number
  readonly freeBytes: number
  /** How many train side by side. */
  readonly sideBySide: number
}

export interface Sweep {
  readonly id: GroupId
  readonly name: string
  readonly state: GroupState
  readonly createdAt: number
  readonly spec: SweepSpec
  /** Null where it ends with its time. */
  readonly planned: number | null
  readonly added: number
  /** Time in which something of it trained. */
  readonly spentSeconds: number
  /** Of runs outside the bin. */
  readonly counts: Readonly<Record<RunStatus, number>>
  /** Ended by the sweep because they did worse than others. */
  readonly endedEarly: number
}

/** What a trial is compared by: the validation error where images are kept out of training, else the test error. */
export type Criterion = 'validation' | 'test'

/** A run of a sweep. */
export interface Trial {
  readonly id: RunId
  readonly trial: number
  readonly values: PointValues
  readonly seed: number
  readonly status: RunStatus
  /** Of its last epoch, or the one it keeps; null before the first. */
  readonly error: number | null
  readonly testError: number | null
  /** Why the sweep ended it; null where it did not. */
  readonly endedEarly: EndedEarly | null
}

export interface EndedEarly {
  readonly epoch: number
  readonly error: number
  /** What it had to be at most. */
  readonly bar: number
}

/** Trials with the same values, whatever their seed. */
export interface Standing {
  readonly values: PointValues
  readonly trials: readonly RunId[]
  /** Of those that completed. */
  readonly completed: number
  /** Means of those that completed. */
  readonly error: number
  readonly testError: number
  /** Deviation of `error`; null for a single one. */
  readonly deviation: number | null
}

export type SweepDetail = Sweep & {
  readonly settings: readonly (keyof TrainConfig)[]
  readonly criterion: Criterion
  readonly trials: readonly Trial[]
  /** Those with a run that completed, best first. */
  readonly standings: readonly Standing[]
  /** Until the last run ends, as far as it is known. */
  readonly secondsLeft: number | null
}
