import type { Importance, SettingShare } from '../../contract/comparison.ts'
import { settingKey, settingText } from '../../contract/setting-words.ts'
import { settingNames, type TrainConfig } from '../../contract/train-config.ts'
import { countText } from '../diagnosis/words.ts'
import { meanOf, varianceOf } from '../statistics/spread.ts'
import { listText } from './numbers.ts'

/** A run's settings, and how it did. */
export interface Trial {
  readonly config: TrainConfig
  readonly accuracy: number
}

/** Fewer do not tell settings apart. */
const fewRuns = 10
const fewOfValue = 3
/** Ranges that a number of many values is divided into. */
const ranges = 4

/** The seed is chance, and points are only looked at. */
const isTried = (setting: keyof TrainConfig) => setting !== 'seed' && setting !== 'recordEvery'

/** Into as many as `ranges` of equally many values where nearly each run has one of its own. */
function classOf(setting: keyof TrainConfig, trials: readonly Trial[]): (trial: Trial) => string {
  const values = new Set(trials.map(({ config }) => settingText(config, setting)))
  const numbers = trials
    .map(({ config }) => config[setting])
    .filter((value) => typeof value === 'number')
  const isRanged = values.size > trials.length / 2 && numbers.length === trials.length
  if (!isRanged || trials.length < 2 * ranges) return ({ config }) => settingText(config, setting)
  const sorted = numbers.sort((a, b) => a - b)
  return ({ config }) =>
    String(Math.floor((sorted.indexOf(Number(config[setting])) * ranges) / sorted.length))
}

/** The share of the variance between classes, less what so many classes of no meaning would have (adjusted η²). */
function shareBetween(trials: readonly Trial[], classed: (trial: Trial) => string): number {
  const total = varianceOf(trials.map(({ accuracy }) => accuracy)) * (trials.length - 1)
  const groups = [...Map.groupBy(trials, classed).values()].map((group) =>
    group.map(({ accuracy }) => accuracy),
  )
  const freedom = trials.length - groups.length
  if (total === 0 || freedom === 0) return 0
  const within = groups
    .map((group) => group.reduce((sum, value) => sum + (value - meanOf(group)) ** 2, 0))
    .reduce((sum, each) => sum + each, 0)
  return Math.max(0, 1 - (within / total) * ((trials.length - 1) / freedom))
}

/** Settings that divide the runs alike: which of them matters cannot be told. */
function inseparable(settings: readonly (keyof TrainConfig)[], trials: readonly Trial[]) {
  const divisionOf = (setting: keyof TrainConfig) => {
    const values = trials.map(({ config }) => settingText(config, setting))
    return values.map((value) => values.indexOf(value)).join()
  }
  return [...Map.groupBy(settings, divisionOf).values()].filter(({ length }) => length > 1)
}

const nameOf = (setting: keyof TrainConfig) => settingKey(setting).replaceAll('-', ' ')

function remarksOn(settings: readonly SettingShare[], trials: readonly Trial[]): readonly string[] {
  const names = settings.map(({ setting }) => setting)
  const isThin = settings.some(({ values }) => trials.length < fewOfValue * values)
  return [
    ...(trials.length < fewRuns
      ? [
          `Only ${countText(trials.length)} runs: take the shares as a hint, ${String(fewRuns)} or more would tell`,
        ]
      : isThin
        ? ['Some values were tried by one or two runs only: take their shares as a hint']
        : []),
    ...inseparable(names, trials).map(
      (alike) =>
        `${listText(alike.map(nameOf))} always changed together, so their shares cannot be told apart`,
    ),
  ]
}

/** Which setting mattered most among runs; null where too few can be compared or none differs. */
export function importanceOf(trials: readonly Trial[]): Importance | null {
  if (trials.length < 3) return null
  const settings = settingNames.filter(isTried).flatMap((setting): readonly SettingShare[] => {
    const classed = classOf(setting, trials)
    const values = new Set(trials.map(classed)).size
    return values < 2 ? [] : [{ setting, share: shareBetween(trials, classed), values }]
  })
  if (settings.length === 0) return null
  return {
    settings: settings.sort((a, b) => b.share - a.share),
    remarks: remarksOn(settings, trials),
  }
}
