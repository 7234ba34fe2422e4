import { axisFault, mostTrials, valueFault, type Axis, type AxisValue } from './sweep-axis.ts'
import { referenceConfig, type TrainConfig } from './train-config.ts'

/** What people wrote for a setting: one value as ever, an axis of a sweep, or something that is neither. */
export type SettingText =
  | { readonly kind: 'single' }
  | { readonly kind: 'axis'; readonly axis: Axis }
  /** `value` is the part at fault. */
  | { readonly kind: 'fault'; readonly value: string; readonly rule: string }

type Setting = keyof TrainConfig

const decimal = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`
const range = new RegExp(`^(${decimal})\\s*\\.\\.\\s*(${decimal})(?:[\\s:]+(log|linear))?$`, 'i')
const isNumber = (text: string) => new RegExp(`^${decimal}$`, 'i').test(text)

const numberFrom = (text: string): number => (isNumber(text) ? Number(text) : Number.NaN)

/** `512-256`, or `none`. */
const layersFrom = (text: string): number[] =>
  text.toLowerCase() === 'none' ? [] : text.split('-').map(numberFrom)

/** A value as the setting holds it, not yet checked. */
function valueFrom(setting: Setting, text: string): AxisValue {
  if (setting === 'hidden') return layersFrom(text)
  if (setting === 'keepBest') return text === 'true' || (text === 'false' ? false : text)
  const isNumeric = setting === 'trainImages' || typeof referenceConfig[setting] === 'number'
  return isNumeric ? numberFrom(text) : text
}

const rangeRule = 'a range is LEAST..MOST, with log or linear behind it: 0.0001..0.1 log'

function rangeFrom(setting: Setting, text: string): SettingText {
  const [, from, to, scale] = range.exec(text) ?? []
  if (from === undefined || to === undefined) return { kind: 'fault', value: text, rule: rangeRule }
  const isLog = scale?.toLowerCase() === 'log'
  const axis = { kind: 'range', setting, from: Number(from), to: Number(to), isLog } as const
  const rule = axisFault(axis)
  return rule === undefined ? { kind: 'axis', axis } : { kind: 'fault', value: text, rule }
}

function listFrom(setting: Setting, text: string): SettingText {
  const parts = text.split(',').map((part) => part.trim())
  const fault = (value: string, rule: string): SettingText => ({ kind: 'fault', value, rule })
  if (parts.length > mostTrials)
    return fault(text, `at most ${String(mostTrials)} values are allowed`)
  if (parts.includes('')) return fault(text, 'a value is missing before or after a comma')
  const seen = new Set<string>()
  const values: AxisValue[] = []
  for (const part of parts) {
    if (part.includes('..')) return fault(part, 'give a range alone, not in a list')
    const value = valueFrom(setting, part)
    const rule = valueFault(setting, value)
    if (rule !== undefined) return fault(part, rule)
    const key = JSON.stringify(value)
    if (seen.has(key)) return fault(part, 'it is given twice')
    seen.add(key)
    values.push(value)
  }
  return { kind: 'axis', axis: { kind: 'values', setting, values } }
}

const inThousands = /^[1-9]\d{0,2}(?:,\d{3})+$/

/** True for a number with commas at the thousands, as forms show large ones, that the setting can have. */
const isThousands = (setting: Setting, text: string): boolean =>
  inThousands.test(text) &&
  valueFault(setting, valueFrom(setting, text.replaceAll(',', ''))) === undefined

/**
 * Reads `128, 500`, `0.0001..0.1 log` or `16..64` of a setting; one value alone is left to whoever reads settings. With
 * `hasThousands` a text such as `1,000` is one number where the setting can have it.
 */
export function readSettingText(
  setting: Setting,
  given: string,
  { hasThousands }: { readonly hasThousands: boolean },
): SettingText {
  const text = given.trim()
  if (hasThousands && isThousands(setting, text)) return { kind: 'single' }
  if (text.includes(',')) return listFrom(setting, text)
  return text.includes('..') ? rangeFrom(setting, text) : { kind: 'single' }
}
