import type { Run, SettingDifference } from '../contract/entities.ts'
import { referenceConfig, type TrainConfig } from '../contract/train-config.ts'

const settings = Object.keys({
  dataset: 0,
  hidden: 0,
  activation: 0,
  firstWeights: 0,
  optimizer: 0,
  momentum: 0,
  beta1: 0,
  beta2: 0,
  decay: 0,
  epsilon: 0,
  learningRate: 0,
  schedule: 0,
  scheduleEvery: 0,
  scheduleFactor: 0,
  warmUp: 0,
  batch: 0,
  epochs: 0,
  dropout: 0,
  weightDecay: 0,
  labelSmoothing: 0,
  affine: 0,
  styles: 0,
  normalisation: 0,
  trainImages: 0,
  validation: 0,
  patience: 0,
  keepBest: 0,
  seed: 0,
  recordEvery: 0,
} satisfies Record<keyof TrainConfig, 0>) as (keyof TrainConfig)[]

/** A setting in words: `512-256`, `none`, `all`, `0.001`. */
function settingText(config: TrainConfig, setting: keyof TrainConfig): string {
  if (setting === 'hidden') return config.hidden.length === 0 ? 'none' : config.hidden.join('-')
  return String(config[setting] ?? 'all')
}

/** The settings that are not the reference's. */
const changedSettings = (config: TrainConfig): readonly (keyof TrainConfig)[] =>
  settings.filter(
    (setting) => settingText(config, setting) !== settingText(referenceConfig, setting),
  )

/** The settings in which runs differ, the machine's part of them included. */
export function differencesOf(runs: readonly Run[]): readonly SettingDifference[] {
  const rows: SettingDifference[] = [
    ...settings.map((setting) => ({
      setting,
      values: runs.map((run) => settingText(run.config, setting)),
    })),
    {
      setting: 'engine',
      values: runs.map((run) => (run.engine ? `${run.engine.kind} ${run.engine.version}` : '–')),
    },
    { setting: 'threads', values: runs.map((run) => String(run.engine?.threads ?? '–')) },
    { setting: 'data', values: runs.map((run) => run.dataset.sha256?.slice(0, 12) ?? '–') },
  ]
  return rows.filter(({ values }) => new Set(values).size > 1)
}

const shortNames: Partial<Record<keyof TrainConfig, string>> = {
  firstWeights: 'first weights',
  learningRate: 'rate',
  scheduleEvery: 'falls every',
  scheduleFactor: 'falls by',
  warmUp: 'warm-up',
  weightDecay: 'weight decay',
  labelSmoothing: 'smoothing',
  trainImages: 'images',
  keepBest: 'keep best',
  recordEvery: 'points every',
}

/** A name for a run that was given none: what differs from the reference, told apart from the names in use. */
export function nameFor(config: TrainConfig, isTaken: (name: string) => boolean): string {
  const parts = changedSettings(config).map(
    (setting) => `${shortNames[setting] ?? setting} ${settingText(config, setting)}`,
  )
  const isOnlySeed = parts.length === 1 && config.seed !== referenceConfig.seed
  const words = (parts.length === 0 || isOnlySeed ? ['Reference', ...parts] : parts).join(', ')
  return numberedName(words.charAt(0).toUpperCase() + words.slice(1), isTaken)
}

/** A name, shortened where it is too long, that is not in use. */
export function numberedName(wanted: string, isTaken: (name: string) => boolean): string {
  const name = wanted.slice(0, 100)
  if (!isTaken(name)) return name
  for (let count = 2; ; count++) {
    const numbered = `${name} (${String(count)})`
    if (!isTaken(numbered)) return numbered
  }
}
