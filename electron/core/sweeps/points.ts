import * as v from 'valibot'
import { AppError } from '../../contract/errors.ts'
import { settingText } from '../../contract/setting-words.ts'
import {
  isRandom,
  isWhole,
  settingValue,
  type Axis,
  type AxisValue,
} from '../../contract/sweep-axis.ts'
import { gridSize, type PointValues, type SweepSpec } from '../../contract/sweeps.ts'
import { TrainConfig } from '../../contract/train-config.ts'
import { chanceFor, type Chance } from '../../train/augment/chance.ts'

/** How many runs it makes in all; null where its time decides. A configuration gets all of its repeats. */
export function plannedRuns(spec: SweepSpec): number | null {
  const { budget, repeats } = spec
  if (!isRandom(spec)) return gridSize(spec) * repeats
  return budget?.kind === 'runs' ? Math.floor(budget.runs / repeats) * repeats : null
}

/** More digits than anybody reads would only be noise. */
const digits = 3

function drawn(axis: Axis, chance: Chance): AxisValue {
  if (axis.kind === 'values')
    return axis.values[Math.floor(chance() * axis.values.length)] ?? axis.values[0] ?? 0
  const { from, to, isLog, setting } = axis
  const whole = isWhole(setting)
  // Each whole number has as much room as the next, the ends too.
  const [low, high] = whole ? [from - 0.5, to + 0.5] : [from, to]
  const least = isLog ? Math.max(low, Number.MIN_VALUE) : low
  const value = isLog
    ? Math.exp(Math.log(least) + chance() * (Math.log(high) - Math.log(least)))
    : low + chance() * (high - low)
  const rounded = whole ? Math.round(value) : Number(value.toPrecision(digits))
  return Math.min(to, Math.max(from, rounded))
}

/** The value of each axis at a point of a grid, the last axis changing fastest. */
function onGrid(axes: readonly Axis[], point: number): readonly AxisValue[] {
  let rest = point
  return axes
    .toReversed()
    .map((axis) => {
      const values = axis.kind === 'values' ? axis.values : []
      const value = values[rest % values.length] ?? 0
      rest = Math.floor(rest / values.length)
      return value
    })
    .toReversed()
}

/** Those at a point of a random search depend on the search seed and the number of the point alone. */
const atRandom = ({ axes, searchSeed }: SweepSpec, point: number): readonly AxisValue[] =>
  axes.map((axis, index) => drawn(axis, chanceFor(searchSeed, point, index)))

/** The same seed, so many further; from 0 again after the last there is. */
const seedAfter = (seed: number, further: number): number => (seed + further) % 2 ** 32

/** The values of a configuration along the axes. */
export const valuesOf = ({ axes }: Pick<SweepSpec, 'axes'>, config: TrainConfig): PointValues =>
  axes.map(({ setting }) => settingText(config, setting))

/** The configuration of a trial, counted from 1; throws an AppError where its values do not go together. */
export function configOf(spec: SweepSpec, trial: number): TrainConfig {
  const point = Math.floor((trial - 1) / spec.repeats)
  const values = isRandom(spec) ? atRandom(spec, point) : onGrid(spec.axes, point)
  const entries = spec.axes.map(({ setting }, index) => [
    setting,
    settingValue(setting, values[index] ?? 0),
  ])
  const varied = { ...spec.config, ...(Object.fromEntries(entries) as Partial<TrainConfig>) }
  const parsed = v.safeParse(TrainConfig, {
    ...varied,
    seed: seedAfter(varied.seed, (trial - 1) % spec.repeats),
  })
  if (parsed.success) return parsed.output
  const stated = spec.axes.map(({ setting }) => `${setting} ${settingText(varied, setting)}`)
  throw new AppError(
    'bad-input',
    `Run ${String(trial)} of the sweep, ${stated.join(', ')}: ${parsed.issues[0].message}`,
  )
}
