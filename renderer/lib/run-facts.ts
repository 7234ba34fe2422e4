import type { Run } from '../../electron/contract/entities.ts'
import type { Checkpoint, Epoch, Score } from '../../electron/contract/training.ts'
import { hiddenText } from '../../electron/contract/setting-words.ts'
import type { TrainConfig } from '../../electron/contract/train-config.ts'
import {
  formatCount,
  formatLoss,
  formatMegabytes,
  formatNumber,
  formatPercent,
  noValue,
} from './format.ts'
import { hasEffect, isChanged, mnist, stepsOfEpoch, type Setting } from './reference.ts'
import { epochUnderWay } from './run-list.ts'
import { t } from './translate.ts'

/** What 1.96 standard errors of an error are that was measured on so many images, as a share; as if one at least was read wrong. */
export function noiseOfOneRun(error: number, images: number): number {
  const share = Math.min(Math.max(error, 1 / images), 1 - 1 / images)
  return 1.96 * Math.sqrt((share * (1 - share)) / images)
}

/** The application's own has a proper name, people's are called as they were named. */
export const datasetName = (id: string): string => (id === mnist.id ? t('data.mnist') : id)

const settingValues: { readonly [S in Setting]: (config: TrainConfig) => string } = {
  hidden: ({ hidden }) => hiddenText(hidden),
  activation: ({ activation }) => t(`choice.${activation}`),
  optimizer: ({ optimizer }) => t(`choice.${optimizer}`),
  learningRate: ({ learningRate }) => formatNumber(learningRate),
  schedule: ({ schedule }) => t(`choice.${schedule}`),
  scheduleEvery: ({ scheduleEvery }) => formatCount(scheduleEvery),
  scheduleFactor: ({ scheduleFactor }) => formatNumber(scheduleFactor),
  warmUp: ({ warmUp }) => formatCount(warmUp),
  batch: ({ batch }) => formatCount(batch),
  epochs: ({ epochs }) => formatCount(epochs),
  // A name rather than an amount, so without thousands commas.
  seed: ({ seed }) => String(seed),
  dropout: ({ dropout }) => formatNumber(dropout),
  weightDecay: ({ weightDecay }) => formatNumber(weightDecay),
  labelSmoothing: ({ labelSmoothing }) => formatNumber(labelSmoothing),
  patience: ({ patience }) => (patience === 0 ? t('choice.never') : formatCount(patience)),
  keepBest: ({ keepBest }) => t(`choice.keepBest.${keepBest ? 'true' : 'false'}`),
  affine: ({ affine }) => formatNumber(affine),
  styles: ({ styles }) => formatNumber(styles),
  dataset: ({ dataset }) => datasetName(dataset),
  trainImages: ({ trainImages }) =>
    trainImages === undefined ? t('choice.all') : formatCount(trainImages),
  validation: ({ validation }) => formatNumber(validation),
  normalisation: ({ normalisation }) => t(`choice.${normalisation}`),
  firstWeights: ({ firstWeights }) => t(`choice.${firstWeights}`),
  momentum: ({ momentum }) => formatNumber(momentum),
  beta1: ({ beta1 }) => formatNumber(beta1),
  beta2: ({ beta2 }) => formatNumber(beta2),
  decay: ({ decay }) => formatNumber(decay),
  epsilon: ({ epsilon }) => formatNumber(epsilon),
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

/** The settings that have an effect; those that are not the reference experiment's come first. */
export function settingRows(config: TrainConfig): readonly SettingRow[] {
  const rows = settingOrder
    .filter((setting) => hasEffect(setting, config))
    .map((setting) => ({
      setting,
      value: settingText(config, setting),
      isChanged: isChanged(config, setting),
    }))
  return [...rows.filter((row) => row.isChanged), ...rows.filter((row) => !row.isChanged)]
}

export interface CheckpointRow {
  readonly step: number
  readonly epoch: number
  readonly trainError: string
  /** Null where no images were kept out. */
  readonly validationError: string | null
  readonly testError: string
  readonly testLoss: string
  readonly megabytes: string
  readonly isBest: boolean
  /** Training can go on from it. */
  readonly canResume: boolean
}

/** The checkpoints with what their weights reached; one in the middle of an epoch was not measured. */
export function checkpointRows(
  checkpoints: readonly Checkpoint[],
  epochs: readonly Epoch[],
  best: Run['best'],
): readonly CheckpointRow[] {
  const measured = new Map(epochs.map((epoch) => [epoch.step, epoch]))
  const hasValidation = epochs.some(({ validation }) => validation !== null)
  return checkpoints.map(({ epoch, step, bytes, canResume }) => {
    const scores = measured.get(step)
    const percentOf = (score: Score | null | undefined) =>
      score ? formatPercent(score.error) : noValue
    return {
      step,
      epoch,
      trainError: percentOf(scores?.train),
      validationError: hasValidation ? percentOf(scores?.validation) : null,
      testError: percentOf(scores?.test),
      testLoss: scores ? formatLoss(scores.test.loss) : noValue,
      megabytes: formatMegabytes(bytes),
      isBest: scores !== undefined && scores.epoch === best?.epoch,
      canResume,
    }
  })
}

/** Where training is inside its epoch. */
export function epochProgress(run: Run): { readonly step: number; readonly steps: number } {
  const steps = stepsOfEpoch(run)
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
