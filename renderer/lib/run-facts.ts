import type { Checkpoint, Epoch, Run } from '../../electron/contract/entities.ts'
import type { TrainConfig } from '../../electron/contract/train-config.ts'
import {
  formatCount,
  formatHidden,
  formatLoss,
  formatPercent,
  formatRate,
  noValue,
} from './format.ts'
import { allTrainImages, isChanged, stepsPerEpoch, type Setting } from './reference.ts'
import { epochUnderWay } from './run-list.ts'
import { t } from './translate.ts'

export const testImages = 10_000

/** What 1.96 standard errors are at 98 % right on 10,000 images, as a share. */
export const noiseOfOneRun = 0.0027

const settingValues: { readonly [S in Setting]: (config: TrainConfig) => string } = {
  dataset: ({ dataset }) => dataset.toUpperCase(),
  hidden: ({ hidden }) => formatHidden(hidden),
  activation: ({ activation }) => t(`newRun.${activation}`),
  optimizer: ({ optimizer }) => t(`newRun.${optimizer}`),
  learningRate: ({ learningRate }) => formatRate(learningRate),
  batch: ({ batch }) => formatCount(batch),
  epochs: ({ epochs }) => formatCount(epochs),
  // A name rather than an amount, so without thousands commas.
  seed: ({ seed }) => String(seed),
  trainImages: ({ trainImages }) => formatCount(trainImages ?? allTrainImages),
  recordEvery: ({ recordEvery }) => formatCount(recordEvery),
}
const settingOrder = Object.keys(settingValues) as Setting[]

/** A setting as people read it. */
export const settingText = (config: TrainConfig, setting: Setting): string =>
  settingValues[setting](config)

export interface SettingRow {
  readonly setting: Setting
  readonly value: string
  /** True where it is not the reference experiment's. */
  readonly isChanged: boolean
}

export const settingRows = (config: TrainConfig): readonly SettingRow[] =>
  settingOrder.map((setting) => ({
    setting,
    value: settingText(config, setting),
    isChanged: isChanged(config, setting),
  }))

export interface CheckpointRow {
  readonly step: number
  readonly epoch: number
  readonly trainError: string
  readonly testError: string
  readonly testLoss: string
  readonly isBest: boolean
}

/** The checkpoints with what their weights reached; one in the middle of an epoch was not measured. */
export function checkpointRows(
  checkpoints: readonly Checkpoint[],
  epochs: readonly Epoch[],
  best: Run['best'],
): readonly CheckpointRow[] {
  const measured = new Map(epochs.map((epoch) => [epoch.step, epoch]))
  return checkpoints.map(({ epoch, step }) => {
    const scores = measured.get(step)
    return {
      step,
      epoch,
      trainError: scores ? formatPercent(scores.train.error) : noValue,
      testError: scores ? formatPercent(scores.test.error) : noValue,
      testLoss: scores ? formatLoss(scores.test.loss) : noValue,
      isBest: scores !== undefined && scores.epoch === best?.epoch,
    }
  })
}

/** Where training is inside its epoch. */
export function epochProgress(run: Run): { readonly step: number; readonly steps: number } {
  const steps = stepsPerEpoch(run.config)
  return { step: Math.max(0, run.progress.step - (epochUnderWay(run) - 1) * steps), steps }
}

/** Training images a second, evaluation left out; null before the first epoch ended. */
export function averageSpeed(epochs: readonly Epoch[]): number | null {
  const seconds = epochs.reduce((sum, epoch) => sum + epoch.seconds, 0)
  const images = epochs.reduce((sum, epoch) => sum + epoch.seconds * epoch.imagesPerSecond, 0)
  return seconds > 0 ? images / seconds : null
}

/** `ba89…1046`: enough of a hash to tell it from another. */
export const shortHash = (hash: string): string =>
  hash.length > 12 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash
