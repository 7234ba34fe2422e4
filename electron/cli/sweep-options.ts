import * as v from 'valibot'
import { AppError } from '../contract/errors.ts'
import { Repeats } from '../contract/groups.ts'
import { settingKey } from '../contract/setting-words.ts'
import { readSettingText } from '../contract/sweep-text.ts'
import { mostTrials, type Axis } from '../contract/sweep-axis.ts'
import { earlyStops, SweepSpec } from '../contract/sweeps.ts'
import { settingNames, wholeNumber } from '../contract/train-config.ts'
import { checkedValue, refusedValue, type Given, type Options } from './arguments.ts'
import type { Context } from './command.ts'
import { settingTitle, type Setting } from './setting-options.ts'
import { configFrom, configOptions, trainOptions } from './start-run.ts'
import { sweepIn, type FiledSweep } from './sweep-file.ts'

/** How much a random search may make. */
export const budgetOptions = {
  runs: { type: 'string', value: 'N', help: 'how many runs a search of ranges makes' },
  minutes: { type: 'string', value: 'M', help: 'how long a search of ranges begins new runs' },
} as const satisfies Options

const { name, engine, threads } = trainOptions

export const sweepOptions: Options = {
  ...configOptions,
  ...(name && { name: { ...name, help: 'name of the sweep' } }),
  ...(engine && { engine }),
  ...(threads && { threads }),
  ...budgetOptions,
  'early-stop': {
    type: 'string',
    value: 'median',
    help: `end poor runs early: ${earlyStops.join(', ')}`,
  },
  repeat: { type: 'string', value: 'K', help: 'seeds of each configuration' },
  'search-seed': { type: 'string', value: '1', help: 'decides what is drawn from ranges' },
}

/** What is written of each setting, the command line first, with where that is. */
function textsOf(given: Given, file: FiledSweep | undefined) {
  return settingNames.flatMap((setting) => {
    const option = settingKey(setting)
    const typed = given.text(option)
    if (typed !== undefined) return [{ setting, text: typed, where: `--${option}`, isTyped: true }]
    const filed = file?.sweep.get(setting)
    return filed === undefined
      ? []
      : [{ setting, text: filed, where: `sweep.${setting}`, isTyped: false }]
  })
}

function axesFrom(given: Given, file: FiledSweep | undefined): readonly Axis[] {
  return textsOf(given, file).flatMap(({ setting, text, where, isTyped }) => {
    const read = readSettingText(setting, text, { hasThousands: false })
    if (read.kind === 'fault') throw refusedValue(where, read.value, read.rule)
    if (read.kind === 'axis') return [read.axis]
    if (isTyped) return []
    throw refusedValue(where, text, 'give several values or a range; one alone belongs into config')
  })
}

/** The same command line without the settings that several values are given of. */
function besides(given: Given, axes: readonly Axis[]): Given {
  const hidden = new Set(axes.map(({ setting }) => settingKey(setting)))
  const text = (option: string) => (hidden.has(option) ? undefined : given.text(option))
  return { ...given, text }
}

const whole = (title: string, least: number, most: number) =>
  v.optional(wholeNumber(title, least, most))

function budgetFrom(given: Given, file: FiledSweep | undefined) {
  const runs = checkedValue(whole('Runs', 1, mostTrials), given, 'runs', given.number('runs'))
  const minutes = given.number('minutes')
  if (runs !== undefined && minutes !== undefined)
    throw new AppError('bad-input', 'Give --runs or --minutes, not both')
  if (runs !== undefined) return { kind: 'runs', runs } as const
  if (minutes !== undefined) return { kind: 'minutes', minutes } as const
  if (file?.runs !== undefined) return { kind: 'runs', runs: file.runs } as const
  return file?.minutes === undefined ? null : ({ kind: 'minutes', minutes: file.minutes } as const)
}

const titles = (settings: readonly Setting[]) => settings.map(settingTitle).join(' and ')

/** A sweep without a setting to vary is most likely a mistake. */
function refuseNoAxis(axes: readonly Axis[]): void {
  if (axes.length > 0) return
  const like: readonly Setting[] = ['hidden', 'learningRate']
  throw new AppError(
    'bad-input',
    `sweep needs several values or a range of a setting, as ${titles(like)} in --hidden 128,500 --learning-rate 0.0001..0.1 log`,
  )
}

/** What else the options say; undefined for what they don't. */
function statedIn(given: Given) {
  const { name, engine, threads } = SweepSpec.entries
  const searchSeed = whole('Search seed', 0, 4_294_967_295)
  const rule = `it must be one of ${earlyStops.join(', ')}`
  return {
    name: checkedValue(name, given, 'name'),
    engine: checkedValue(engine, given, 'engine'),
    threads: checkedValue(threads, given, 'threads', given.number('threads')),
    searchSeed: checkedValue(searchSeed, given, 'search-seed', given.number('search-seed')),
    earlyStop: checkedValue(v.optional(v.picklist(earlyStops, rule)), given, 'early-stop'),
    repeats: checkedValue(v.optional(Repeats), given, 'repeat', given.number('repeat')),
  }
}

const known = (facts: object): object =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))

/** What else a file says. */
function filedIn(file: FiledSweep | undefined): object {
  if (file === undefined) return {}
  const { name, engine, threads, searchSeed, earlyStop, repeats } = file
  return known({ name, engine, threads, searchSeed, earlyStop, repeats })
}

/** The sweep that a command line and a file ask for; throws an AppError of code `bad-input` for the first thing wrong. */
export async function sweepFrom(given: Given, context: Context): Promise<SweepSpec> {
  const [path] = given.operands
  const file = path === undefined ? undefined : await sweepIn(path)
  const axes = axesFrom(given, file)
  refuseNoAxis(axes)
  const parsed = v.safeParse(SweepSpec, {
    ...filedIn(file),
    ...known(statedIn(given)),
    axes,
    budget: budgetFrom(given, file),
    config: await configFrom(besides(given, axes), context, file?.config),
  })
  if (parsed.success) return parsed.output
  throw new AppError('bad-input', parsed.issues[0].message)
}

const isScale = (word: string) => word === 'log' || word === 'linear'

/** Joins the scale to its range where a shell has parted them: `--learning-rate 0.0001..0.1 log`. */
export const joinScales = (words: readonly string[]): readonly string[] =>
  words.flatMap((word, index) => {
    const next = words[index + 1]
    if (isScale(word) && words[index - 1]?.includes('..') === true) return []
    return word.includes('..') && next !== undefined && isScale(next) ? [`${word} ${next}`] : [word]
  })
