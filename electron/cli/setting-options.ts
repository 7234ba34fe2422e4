import {
  activations,
  firstWeightKinds,
  normalisations,
  optimizers,
  referenceConfig,
  schedules,
  settingNames,
  type TrainConfig,
} from '../contract/train-config.ts'
import { AppError } from '../contract/errors.ts'
import { changedSettings, settingKey, settingText } from '../contract/setting-words.ts'
import { numberFrom, type Given, type Option, type Options } from './arguments.ts'

export type Setting = keyof TrainConfig

/** What each setting is, in the order of the help; what it may be is the schema's affair. */
const meanings: Readonly<Record<Setting, string>> = {
  dataset: 'the images to learn from, see data list',
  hidden: 'units of each hidden layer: 500, 512-256, or none',
  activation: activations.join(', '),
  firstWeights: `how the first weights are drawn: ${firstWeightKinds.join(', ')}`,
  optimizer: optimizers.join(', '),
  momentum: 'share of the last update carried on, for momentum and nesterov',
  beta1: 'of adam and adamw',
  beta2: 'of adam and adamw',
  decay: 'share of the mean square that rmsprop keeps',
  epsilon: 'of adam, adamw and rmsprop',
  learningRate: 'size of a step',
  schedule: `how the learning rate falls: ${schedules.join(', ')}`,
  scheduleEvery: 'epochs between two falls of the step schedule',
  scheduleFactor: 'what the step schedule multiplies the learning rate by',
  warmUp: 'steps in which the learning rate rises from zero',
  batch: 'images a step',
  epochs: 'passes over the training images',
  dropout: 'share of the hidden outputs left out at each step',
  weightDecay: 'pull of the weights to zero',
  labelSmoothing: 'share of the target spread over all classes',
  affine: 'strength of turning, shearing, scaling and shifting images; 1 as in robust',
  styles: 'strength of drawing slashes, flags and bars as pens do; 1 as in robust',
  normalisation: `pixels: ${normalisations.join(', ')}`,
  trainImages: 'use only the first N training images',
  validation: 'share of them kept out of training to score each epoch',
  patience: 'epochs without a better validation error that end training; 0 for never',
  keepBest: 'end with the weights of the best epoch by validation error',
  seed: 'decides the first weights, the order of images and all other chance',
  recordEvery: 'steps between two recorded points',
}

/** A setting in words: `learningRate` is `Learning rate`. */
export const settingTitle = (setting: Setting): string =>
  setting.charAt(0).toUpperCase() + settingKey(setting).slice(1).replaceAll('-', ' ')

/** Turns off what a configuration, a preset or the reference turns on. */
const negated = (option: string) => `no-${option}`

function optionsOf(setting: Setting): readonly (readonly [string, Option])[] {
  const option = settingKey(setting)
  const help = meanings[setting]
  if (typeof referenceConfig[setting] === 'boolean')
    return [
      [option, { type: 'boolean', help }],
      [negated(option), { type: 'boolean', help: `do without --${option}` }],
    ]
  return [[option, { type: 'string', value: settingText(referenceConfig, setting), help }]]
}

/** Every setting as an option, the reference experiment's value as the example. */
export const settingOptions: Options = Object.fromEntries(settingNames.flatMap(optionsOf))

/** `512-256`, or `none`. */
const layersFrom = (text: string): readonly number[] =>
  text === 'none' ? [] : text.split('-').map(numberFrom)

function textValue(setting: Setting, text: string): unknown {
  if (setting === 'hidden') return layersFrom(text)
  if (setting === 'trainImages') return text === 'all' ? undefined : numberFrom(text)
  return typeof referenceConfig[setting] === 'number' ? numberFrom(text) : text
}

function flagValue(option: string, given: Given): boolean | undefined {
  const [isOn, isOff] = [given.flag(option), given.flag(negated(option))]
  if (isOn && isOff)
    throw new AppError('bad-input', `Give --${option} or --${negated(option)}, not both`)
  return isOn || isOff ? isOn : undefined
}

/** A setting of a configuration as an option that says it. */
function statedAs(config: TrainConfig, setting: Setting): string {
  const option = settingKey(setting)
  const value = config[setting]
  if (typeof value === 'boolean') return `--${value ? option : negated(option)}`
  return `--${option} ${settingText(config, setting)}`
}

/** What differs from the reference, as options. */
export function statedDifferences(config: TrainConfig): string {
  const changed = changedSettings(config)
  if (changed.length === 0) return 'the reference experiment'
  return changed.map((setting) => statedAs(config, setting)).join(' ')
}

/** What the options say of the settings, not yet checked; `undefined` stands for all training images. */
export function settingsFrom(given: Given): Readonly<Record<string, unknown>> {
  const entries = settingNames.flatMap((setting): [Setting, unknown][] => {
    const option = settingKey(setting)
    if (typeof referenceConfig[setting] === 'boolean') {
      const flag = flagValue(option, given)
      return flag === undefined ? [] : [[setting, flag]]
    }
    const text = given.text(option)
    return text === undefined ? [] : [[setting, textValue(setting, text)]]
  })
  return Object.fromEntries(entries)
}

/** How an option that was given stands on the command line; undefined when it was not. */
export function givenAs(
  setting: Setting,
  given: Given,
): { option: string; value: string } | undefined {
  const option = settingKey(setting)
  const value = given.text(option)
  return value === undefined ? undefined : { option: `--${option}`, value }
}
