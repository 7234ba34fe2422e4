import * as v from 'valibot'
import {
  referenceConfig,
  settingNames,
  TrainConfig,
  type TrainConfig as Config,
} from './train-config.ts'

/** More runs than anybody wants to look at; one sweep has no more of them. */
export const mostTrials = 1000

const Setting = v.picklist(settingNames, 'A sweep is over settings of a run')
const SettingValue = v.union([v.number(), v.string(), v.boolean(), v.array(v.number())])

/** Several values of a setting, each tried, or a range that values are drawn from. */
export const Axis = v.variant('kind', [
  v.strictObject({
    kind: v.literal('values'),
    setting: Setting,
    values: v.pipe(v.array(SettingValue), v.minLength(1), v.maxLength(mostTrials)),
  }),
  v.strictObject({
    kind: v.literal('range'),
    setting: Setting,
    from: v.number(),
    to: v.number(),
    /** Drawn evenly among magnitudes: as many from 0.001 to 0.01 as from 0.01 to 0.1. */
    isLog: v.boolean(),
  }),
])
export type Axis = v.InferOutput<typeof Axis>
export type AxisValue = v.InferOutput<typeof SettingValue>

/** True where a setting is a number, or a list of them: it can be drawn from a range. */
const isNumeric = (setting: keyof Config): boolean =>
  setting === 'hidden' || setting === 'trainImages' || typeof referenceConfig[setting] === 'number'

const schemaOf = (setting: keyof Config): v.GenericSchema => TrainConfig.entries[setting]

/** As a setting holds it: one number of hidden units is one layer. */
export const settingValue = (setting: keyof Config, value: AxisValue): AxisValue =>
  setting === 'hidden' && typeof value === 'number' ? [value] : value

/** Why a setting cannot have a value; undefined where it can. */
export function valueFault(setting: keyof Config, value: AxisValue): string | undefined {
  const parsed = v.safeParse(schemaOf(setting), settingValue(setting, value), { abortEarly: true })
  return parsed.success ? undefined : parsed.issues[0].message
}

/** True where a setting is a whole number: the least beside a value that it can have is none. */
export function isWhole(setting: keyof Config): boolean {
  const reference = referenceConfig[setting]
  const beside = typeof reference === 'number' ? reference + 1e-9 : 1.5
  return isNumeric(setting) && valueFault(setting, beside) !== undefined
}

const shown = (value: AxisValue): string => (Array.isArray(value) ? value.join('-') : String(value))

function rangeFault({ setting, from, to, isLog }: Extract<Axis, { kind: 'range' }>) {
  if (!isNumeric(setting)) return 'it is not a number, so it has no range; list its values'
  if (from >= to) return 'a range goes from less to more'
  if (isLog && from <= 0) return 'a range of magnitudes begins above 0'
  for (const end of [from, to]) {
    const fault = valueFault(setting, end)
    if (fault !== undefined) return `${String(end)}: ${fault}`
  }
  return undefined
}

function valuesFault({ setting, values }: Extract<Axis, { kind: 'values' }>) {
  const seen = new Set<string>()
  for (const value of values) {
    const fault = valueFault(setting, value)
    if (fault !== undefined) return `${shown(value)}: ${fault}`
    const text = JSON.stringify(settingValue(setting, value))
    if (seen.has(text)) return `${shown(value)} is given twice`
    seen.add(text)
  }
  return undefined
}

/** What is wrong with an axis, without its name and range; undefined where nothing is. */
export const axisFault = (axis: Axis): string | undefined =>
  axis.kind === 'range' ? rangeFault(axis) : valuesFault(axis)

export const isRandom = ({ axes }: { readonly axes: readonly Axis[] }): boolean =>
  axes.some(({ kind }) => kind === 'range')
