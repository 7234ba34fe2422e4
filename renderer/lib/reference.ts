import { mnistShape, type DataShape, type Dataset } from '../../electron/contract/datasets.ts'
import type { Run } from '../../electron/contract/entities.ts'
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

/** What a form must know of a data set. */
export type TrainingData = Pick<Dataset, 'id' | 'rows' | 'columns' | 'classes' | 'train' | 'test'>

/** That of the reference, which every application has. */
export const mnist: TrainingData = { ...mnistShape, id: 'mnist', train: 60_000, test: 10_000 }

/** True for a run that the published result can be compared with. */
export const isOnMnist = ({ dataset }: Pick<Run, 'dataset'>): boolean => dataset.id === mnist.id

/** How many numbers training decides: each layer's matrix and its biases. */
export const weightCount = (
  hidden: readonly number[],
  { rows, columns, classes }: Pick<DataShape, 'rows' | 'columns' | 'classes'>,
): number =>
  [...hidden, classes.length].reduce(
    (sum, size, index) => sum + ((hidden[index - 1] ?? rows * columns) + 1) * size,
    0,
  )

type Division = Pick<TrainConfig, 'trainImages' | 'validation'>

/** Images that are learned from: those that are used less those kept out for validation. */
export function learnedImages({ trainImages, validation }: Division, available: number): number {
  const used = Math.min(trainImages ?? available, available)
  const keptOut = validation === 0 ? 0 : Math.max(1, Math.round(used * validation))
  return used - Math.min(keptOut, used - 1)
}

/** The last step of an epoch takes what is left. */
export const stepsPerEpoch = (
  config: Division & Pick<TrainConfig, 'batch'>,
  { train }: Pick<TrainingData, 'train'>,
): number => Math.ceil(learnedImages(config, train) / config.batch)

/** Steps of each epoch of a run, as it was made. */
export const stepsOfEpoch = ({ progress: { steps, epochs } }: Pick<Run, 'progress'>): number =>
  steps / epochs
