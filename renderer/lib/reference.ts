import { settingText } from '../../electron/contract/setting-words.ts'
import { referenceConfig, type TrainConfig } from '../../electron/contract/train-config.ts'

export type Setting = keyof TrainConfig

/** True where two configurations say the same of a setting. */
export const isAlike = (one: TrainConfig, other: TrainConfig, setting: Setting): boolean =>
  settingText(one, setting) === settingText(other, setting)

/** True where a setting is not the reference experiment's. */
export const isChanged = (config: TrainConfig, setting: Setting): boolean =>
  !isAlike(config, referenceConfig, setting)

/** What a setting of an optimizer or schedule needs to have an effect. */
type Chosen = Readonly<Record<'optimizer' | 'schedule', string>>

const isAdam = ({ optimizer }: Chosen) => optimizer === 'adam' || optimizer === 'adamw'
const hasMomentum = ({ optimizer }: Chosen) => optimizer === 'momentum' || optimizer === 'nesterov'
const isRmsprop = ({ optimizer }: Chosen) => optimizer === 'rmsprop'
const isInSteps = ({ schedule }: Chosen) => schedule === 'step'

const conditions: Partial<Readonly<Record<Setting, (chosen: Chosen) => boolean>>> = {
  momentum: hasMomentum,
  beta1: isAdam,
  beta2: isAdam,
  decay: isRmsprop,
  epsilon: (chosen) => isAdam(chosen) || isRmsprop(chosen),
  scheduleEvery: isInSteps,
  scheduleFactor: isInSteps,
}

/** False for a constant of an optimizer or schedule that is not the chosen one. */
export const hasEffect = (setting: Setting, chosen: Chosen): boolean =>
  conditions[setting]?.(chosen) ?? true

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

type Division = Pick<TrainConfig, 'trainImages' | 'validation'>

/** Images that are learned from: those that are used less those kept out for validation. */
export function learnedImages({ trainImages = allTrainImages, validation }: Division): number {
  const keptOut = validation === 0 ? 0 : Math.max(1, Math.round(trainImages * validation))
  return trainImages - Math.min(keptOut, trainImages - 1)
}

/** The last step of an epoch takes what is left. */
export const stepsPerEpoch = (config: Division & Pick<TrainConfig, 'batch'>): number =>
  Math.ceil(learnedImages(config) / config.batch)
