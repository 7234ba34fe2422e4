import * as v from 'valibot'
import { PresetName, type Preset } from '../../electron/contract/entities.ts'
import { referenceConfig, type TrainConfig } from '../../electron/contract/train-config.ts'
import { isAlike, type Setting } from './reference.ts'
import { t } from './translate.ts'

const settings = ['trainImages', ...Object.keys(referenceConfig)] as readonly Setting[]

/** The preset that says exactly what a configuration does. */
export const presetOf = (
  presets: readonly Preset[],
  config: TrainConfig | undefined,
): Preset | undefined =>
  config &&
  presets.find((preset) => settings.every((setting) => isAlike(preset.config, config, setting)))

/** The application's own presets have a word, people's are called as they were named. */
export function presetTitle({ name, isOwn }: Preset): string {
  if (!isOwn && (name === 'reference' || name === 'robust')) return t(`preset.${name}`)
  return name
}

/** Why a name cannot be a preset's; empty when it can. */
export function nameFault(name: string): string {
  const parsed = v.safeParse(PresetName, name.trim())
  return parsed.success ? '' : parsed.issues[0].message
}
