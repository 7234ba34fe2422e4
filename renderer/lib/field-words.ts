import {
  activations,
  firstWeightKinds,
  normalisations,
  optimizers,
  schedules,
  type TrainConfig,
} from '../../electron/contract/train-config.ts'
import { stepsPerEpoch, weightCount, type TrainingData } from './reference.ts'
import type { ConfigField } from './run-form.ts'
import { t } from './translate.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

type Word =
  | (typeof activations)[number]
  | (typeof firstWeightKinds)[number]
  | (typeof normalisations)[number]
  | (typeof optimizers)[number]
  | (typeof schedules)[number]

const choicesOf = (values: readonly Word[]): readonly Choice[] =>
  values.map((value) => ({ value, label: t(`choice.${value}`) }))

const choices: Partial<Readonly<Record<ConfigField, readonly Choice[]>>> = {
  activation: choicesOf(activations),
  optimizer: choicesOf(optimizers),
  schedule: choicesOf(schedules),
  normalisation: choicesOf(normalisations),
  firstWeights: choicesOf(firstWeightKinds),
  keepBest: [
    { value: 'false', label: t('choice.keepBest.false') },
    { value: 'true', label: t('choice.keepBest.true') },
  ],
}

/** What a field can be chosen from; empty where people type. */
export const choicesFor = (field: ConfigField): readonly Choice[] => choices[field] ?? []

/** A value of a field in words. */
export const valueWords = (field: ConfigField, value: string): string =>
  choicesFor(field).find((choice) => choice.value === value)?.label ?? value

/** A line about a field, with what follows from the configuration where it is sound. */
export function helpFor(
  field: ConfigField,
  config: TrainConfig | undefined,
  data: TrainingData,
): string {
  if (field === 'hidden' && config)
    return t('help.weights', { count: weightCount(config.hidden, data) })
  if (field === 'batch' && config) return t('help.steps', { count: stepsPerEpoch(config, data) })
  if (field === 'dataset') return t('data.counts', { train: data.train, test: data.test })
  if (field === 'trainImages') return t('help.trainImages', { count: data.train })
  return t(`help.${field}`)
}
