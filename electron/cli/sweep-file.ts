import { stat } from 'node:fs/promises'
import * as v from 'valibot'
import { parse } from 'yaml'
import { AppError } from '../contract/errors.ts'
import { RunName, StartRun } from '../contract/entities.ts'
import { didYouMean } from '../contract/nearest.ts'
import { earlyStops } from '../contract/sweeps.ts'
import { settingNames, type TrainConfig } from '../contract/train-config.ts'
import { fileTitle, linesIn } from './lines.ts'

/** Room for a thousand values of every setting. */
const mostCharacters = 1024 * 1024

/** Each use of an anchor copies what it stands for. */
const mostAliases = 20

const Value = v.union([v.number(), v.string(), v.boolean(), v.array(v.number())])

const SweepFile = v.strictObject({
  name: v.optional(RunName),
  /** What all runs have. */
  config: v.optional(v.record(v.string(), Value), {}),
  /** Several values of a setting as a list, or a range as `0.0001..0.1 log`. */
  sweep: v.optional(v.record(v.string(), v.union([Value, v.array(Value)])), {}),
  runs: v.optional(v.number()),
  minutes: v.optional(v.number()),
  earlyStop: v.optional(v.picklist(earlyStops)),
  repeats: v.optional(v.number()),
  searchSeed: v.optional(v.number()),
  engine: StartRun.entries.engine,
  threads: StartRun.entries.threads,
})

type Setting = keyof TrainConfig

/** A sweep as a file describes it; values of settings are not yet checked. */
export interface FiledSweep extends Omit<v.InferOutput<typeof SweepFile>, 'config' | 'sweep'> {
  readonly config: Partial<TrainConfig>
  /** As it would be written on the command line. */
  readonly sweep: ReadonlyMap<Setting, string>
}

async function textOf(path: string): Promise<string> {
  const tooLarge = new AppError(
    'unreadable',
    `${fileTitle(path)} is larger than 1 MB, the most that is read`,
  )
  const facts = path === '-' ? undefined : await stat(path).catch(() => undefined)
  if (facts !== undefined && facts.size > mostCharacters) throw tooLarge
  let text = ''
  for await (const line of linesIn(path)) {
    text += `${line.text}\n`
    if (text.length > mostCharacters) throw tooLarge
  }
  return text
}

/** JSON is YAML too. Tags that would make anything but plain data are not known. */
function dataIn(text: string, path: string): unknown {
  try {
    return parse(text, {
      schema: 'core',
      maxAliasCount: mostAliases,
      uniqueKeys: true,
      prettyErrors: false,
      logLevel: 'error',
    }) as unknown
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    throw new AppError('unreadable', `${fileTitle(path)} is neither YAML nor JSON: ${why}`)
  }
}

function settingCalled(key: string, where: string): Setting {
  const setting = settingNames.find((name) => name === key)
  if (setting !== undefined) return setting
  throw new AppError(
    'bad-input',
    `${where}${key}: there is no such setting${didYouMean(key, settingNames)}; settings are ${settingNames.join(', ')}`,
  )
}

type Values = v.InferOutput<typeof SweepFile>['sweep'][string]

const valueText = (value: v.InferOutput<typeof Value>): string =>
  Array.isArray(value) ? (value.length === 0 ? 'none' : value.join('-')) : String(value)

const textAs = (values: Values): string =>
  Array.isArray(values) ? values.map(valueText).join(', ') : String(values)

/** Reads a sweep from a file of YAML or JSON, or from standard input (`-`); throws an AppError that names file, key and rule. */
export async function sweepIn(path: string): Promise<FiledSweep> {
  const parsed = v.safeParse(SweepFile, dataIn(await textOf(path), path), { abortEarly: true })
  if (!parsed.success) {
    const [issue] = parsed.issues
    const key = v.getDotPath(issue)
    throw new AppError(
      'bad-input',
      `${fileTitle(path)}${key === null ? '' : `: ${key}`}: ${issue.message}; a sweep has ${Object.keys(SweepFile.entries).join(', ')}`,
    )
  }
  const { config, sweep, ...rest } = parsed.output
  const where = (part: string) => `${fileTitle(path)}: ${part}.`
  return {
    ...rest,
    config: Object.fromEntries(
      Object.entries(config).map(([key, value]) => [settingCalled(key, where('config')), value]),
    ),
    sweep: new Map(
      Object.entries(sweep).map(([key, values]) => [
        settingCalled(key, where('sweep')),
        textAs(values),
      ]),
    ),
  }
}
