import { referenceConfig, settingNames, type TrainConfig } from './train-config.ts'

/** `learningRate` is `learning-rate`: the name of its option and of its column. */
export const settingKey = (setting: keyof TrainConfig): string =>
  setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** `512-256`, or `none`. */
export const hiddenText = (hidden: TrainConfig['hidden']): string =>
  hidden.length === 0 ? 'none' : hidden.join('-')

/** A setting as people type it: `512-256`, `none`, `all`, `0.001`. */
export const settingText = (config: TrainConfig, setting: keyof TrainConfig): string =>
  setting === 'hidden' ? hiddenText(config.hidden) : String(config[setting] ?? 'all')

/** The settings that are not the reference's. */
export const changedSettings = (config: TrainConfig): readonly (keyof TrainConfig)[] =>
  settingNames.filter(
    (setting) => settingText(config, setting) !== settingText(referenceConfig, setting),
  )
