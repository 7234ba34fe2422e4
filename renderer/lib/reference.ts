import { referenceConfig, type TrainConfig } from '../../electron/contract/train-config.ts'

export type Setting = keyof TrainConfig

const inOneWord = (config: TrainConfig, setting: Setting): string => {
  const value = config[setting]
  return Array.isArray(value) ? value.join('-') : String(value ?? 'all')
}

/** True where a setting is not the reference experiment's. */
export const isChanged = (config: TrainConfig, setting: Setting): boolean =>
  inOneWord(config, setting) !== inOneWord(referenceConfig, setting)

/** Pixels of an image, digits to tell apart, images to learn from. */
export const inputs = 784
export const outputs = 10
export const allTrainImages = 60_000

/** How many numbers training decides: each layer's matrix and its biases. */
export const weightCount = (hidden: readonly number[]): number =>
  [...hidden, outputs].reduce(
    (sum, size, index) => sum + ((hidden[index - 1] ?? inputs) + 1) * size,
    0,
  )

/** The last step of an epoch takes what is left. */
export const stepsPerEpoch = (config: Pick<TrainConfig, 'batch' | 'trainImages'>): number =>
  Math.ceil((config.trainImages ?? allTrainImages) / config.batch)
