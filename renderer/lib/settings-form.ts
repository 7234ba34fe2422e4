import * as v from 'valibot'
import { calls, type Input } from '../../electron/contract/calls.ts'
import { defaultSettings, type Settings } from '../../electron/contract/settings.ts'
import { numberOf } from './run-form.ts'
import { t } from './translate.ts'

/** Those that are typed; the baseline is chosen among the runs. */
export type SettingName = Exclude<keyof Settings, 'baseline'>
export type SettingsChange = Input<'settings.change'>

/** In the order in which the page shows them. */
export const settingGroups = [
  { group: 'sideBySide', names: ['cores', 'runsAtOnce'] },
  { group: 'keeping', names: ['checkpointEverySeconds'] },
  { group: 'reading', names: ['sureFrom'] },
] as const satisfies readonly { group: string; names: readonly SettingName[] }[]

/** A value as people type it. */
export const settingText = (value: Settings[SettingName]): string =>
  value === null ? t('settings.auto') : String(value)

const canBeAuto = (name: SettingName) => defaultSettings[name] === null

export type SettingReading =
  | { readonly ok: true; readonly value: number | null; readonly change: SettingsChange }
  | { readonly ok: false; readonly message: string }

/** What people typed, or the sentence that says what is allowed. Nothing at all stands for auto. */
export function readSetting(name: SettingName, text: string): SettingReading {
  const word = text.trim().toLowerCase()
  const isAuto = canBeAuto(name) && (word === '' || word === t('settings.auto'))
  const value = isAuto ? null : numberOf(text)
  const parsed = v.safeParse(calls['settings.change'].input, { [name]: value })
  if (parsed.success) return { ok: true, value, change: parsed.output }
  const [{ message: rule }] = parsed.issues
  return { ok: false, message: canBeAuto(name) ? t('settings.orAuto', { rule }) : rule }
}
