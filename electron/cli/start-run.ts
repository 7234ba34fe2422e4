import * as v from 'valibot'
import { misfit } from '../contract/datasets.ts'
import { PresetName, StartRun, type Preset } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { settingText } from '../contract/setting-words.ts'
import { settingNames, TrainConfig } from '../contract/train-config.ts'
import { builtInPresets } from '../core/presets.ts'
import { checkedValue, refusedValue, type Given, type Options } from './arguments.ts'
import type { Context } from './command.ts'
import { settingsIn } from './config-file.ts'
import { knownDatasets } from './data.ts'
import { fileTitle } from './lines.ts'
import { didYouMean } from '../contract/nearest.ts'
import { givenAs, settingOptions, settingsFrom, type Setting } from './setting-options.ts'

/** Where the settings of a run come from; of two that say the same thing the later one counts. */
export const configOptions: Options = {
  preset: { type: 'string', value: 'NAME', help: 'begin with a preset, see presets list' },
  config: {
    type: 'string',
    value: 'FILE',
    help: 'JSON with some or all settings, or what runs show --json prints; - reads standard input',
  },
  ...settingOptions,
}

export const trainOptions: Options = {
  ...configOptions,
  name: { type: 'string', value: 'TEXT', help: 'name of the run' },
  note: { type: 'string', value: 'TEXT', help: 'note kept with the run' },
  threads: { type: 'string', value: 'N', help: 'threads of the native engine' },
  engine: { type: 'string', value: 'native', help: 'native, wasm or cpu; the fastest by default' },
}

type Asking = Pick<Context, 'core' | 'hasRuns'>

/** Presets of the application and of people; a folder without runs is left as it is. */
export const knownPresets = async (context: Asking): Promise<readonly Preset[]> =>
  context.hasRuns() ? (await context.core()).ask('presets.list', {}) : builtInPresets

async function presetSettings(given: Given, context: Asking): Promise<Partial<TrainConfig>> {
  const name = checkedValue(v.optional(PresetName), given, 'preset')
  if (name === undefined) return {}
  const presets = await knownPresets(context)
  const found = presets.find((preset) => preset.name === name)
  if (found) return found.config
  const names = presets.map((preset) => preset.name)
  const rule = `there is no such preset${didYouMean(name, names)}; presets are ${names.join(', ')}`
  throw refusedValue('--preset', name, rule)
}

const fileSettings = async (given: Given) => {
  const path = given.text('config')
  return path === undefined ? {} : settingsIn(path)
}

/** The setting that an issue is about; of a rule about several the first that asks for it. */
function culprit(issue: v.InferIssue<typeof TrainConfig>, config: TrainConfig): Setting {
  const key = issue.path?.[0]?.key
  return (
    settingNames.find((setting) => setting === key) ??
    (config.patience > 0 ? 'patience' : 'keepBest')
  )
}

/** Names the option or the file that says what is not allowed, with its value and the schema's own rule. */
function refusal(
  { setting, rule }: { readonly setting: Setting; readonly rule: string },
  given: Given,
  config: TrainConfig,
): AppError {
  const stated = givenAs(setting, given)
  if (stated) return refusedValue(stated.option, stated.value, rule)
  const source = given.text('config')
  const value = settingText(config, setting)
  const place = source === undefined ? setting : `${fileTitle(source)}: ${setting}`
  return new AppError('bad-input', `${place} ${value}: ${rule}`)
}

/** Refuses a data set that there is not, and what it does not have. */
async function refuseMisfit(config: TrainConfig, given: Given, context: Asking): Promise<void> {
  const known = await knownDatasets(context)
  const dataset = known.find(({ id }) => id === config.dataset)
  if (dataset) {
    const found = misfit(config, dataset)
    if (found) throw refusal(found, given, config)
    return
  }
  const names = known.map(({ id }) => id)
  const hint = didYouMean(config.dataset, names)
  const rule = `there is no such data set${hint}; data sets are ${names.join(', ')}`
  throw refusal({ setting: 'dataset', rule }, given, config)
}

/** The configuration that a base, preset, file and options make, the later ones first; throws an AppError for the first thing wrong. */
export async function configFrom(
  given: Given,
  context: Asking,
  base: Partial<TrainConfig> = {},
): Promise<TrainConfig> {
  const options = settingsFrom(given)
  const file = await fileSettings(given)
  const merged = { ...base, ...(await presetSettings(given, context)), ...file, ...options }
  const stated = Object.entries(merged).filter(([, value]) => value !== undefined)
  const config = Object.fromEntries(stated)
  const parsed = v.safeParse(TrainConfig, config)
  if (!parsed.success) {
    const [issue] = parsed.issues
    const setting = culprit(issue, config as TrainConfig)
    throw refusal({ setting, rule: issue.message }, given, config as TrainConfig)
  }
  await refuseMisfit(parsed.output, given, context)
  return parsed.output
}

/** What the command line asks for, checked against the contract; throws an AppError of code `bad-input`. */
export async function startRunFrom(
  given: Given,
  context: Asking,
  base: Partial<TrainConfig> = {},
): Promise<StartRun> {
  const { name, note, engine, threads } = StartRun.entries
  const parts = {
    name: checkedValue(name, given, 'name'),
    note: checkedValue(note, given, 'note'),
    engine: checkedValue(engine, given, 'engine'),
    threads: checkedValue(threads, given, 'threads', given.number('threads')),
  }
  return { ...parts, config: await configFrom(given, context, base) }
}
