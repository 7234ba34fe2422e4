import type { SettingDifference } from '../contract/comparison.ts'
import type { Run } from '../contract/entities.ts'
import { knownSettings } from '../contract/imports.ts'
import { changedSettings, settingText } from '../contract/setting-words.ts'
import { referenceConfig, settingNames, type TrainConfig } from '../contract/train-config.ts'

/** The settings in which runs differ, the machine's part of them included. */
export function differencesOf(runs: readonly Run[]): readonly SettingDifference[] {
  const rows: SettingDifference[] = [
    ...settingNames.map((setting) => ({
      setting,
      values: runs.map((run) =>
        knownSettings(run).includes(setting) ? settingText(run.config, setting) : '–',
      ),
    })),
    {
      setting: 'engine',
      values: runs.map((run) => (run.engine ? `${run.engine.kind} ${run.engine.version}` : '–')),
    },
    { setting: 'threads', values: runs.map((run) => String(run.engine?.threads ?? '–')) },
    { setting: 'parts', values: runs.map((run) => String(run.engine?.parts ?? '–')) },
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
