import * as v from 'valibot'
import type { Input } from '../contract/calls.ts'
import { AppError } from '../contract/errors.ts'
import { didYouMean } from '../contract/nearest.ts'
import { defaultSettings, Settings } from '../contract/settings.ts'
import { numberFrom, refusedValue } from './arguments.ts'
import { command, exitCodes, jsonOption, noOperands, type Context } from './command.ts'
import { findRun } from './find-run.ts'
import { table } from './print.ts'

type Name = keyof Settings

/** Each setting with what it means, in the order in which they are listed. */
const meanings: Readonly<Record<Name, string>> = {
  cores: 'cores that training may use; auto: all of this machine',
  runsAtOnce: 'runs of the queue that train side by side; auto: as many as cores',
  checkpointEverySeconds: 'longest time between two points that a run can go on from',
  sureFrom: 'probability from which the answer to a drawing counts as sure',
  baseline: 'run that others are compared with; published: the published result',
}
const names = Object.keys(meanings) as Name[]

/** `runsAtOnce` as it is typed: `runs-at-once`. */
const typedName = (name: Name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Stands for a setting that is left open. */
const openWords: Partial<Readonly<Record<Name, string>>> = {
  cores: 'auto',
  runsAtOnce: 'auto',
  baseline: 'published',
}

const valueText = (settings: Settings, name: Name): string =>
  String(settings[name] ?? openWords[name])

/** A folder without runs is left as it is. */
const settingsNow = async (context: Context): Promise<Settings> =>
  context.hasRuns() ? (await context.core()).ask('settings.show', {}) : defaultSettings

export const settingsList = command({
  name: 'settings',
  summary: 'List the settings of the data folder',
  operands: noOperands,
  options: jsonOption,
  notes: ['They hold for every program that works on the folder; settings set changes one.'],
  run: async (given, context) => {
    const { print } = context
    const settings = await settingsNow(context)
    if (given.flag('json')) print.json(settings)
    else {
      const rows = names.map((name) => [typedName(name), valueText(settings, name), meanings[name]])
      const titles = [{ title: 'Name' }, { title: 'Value', right: true }, { title: 'Meaning' }]
      for (const line of table(titles, rows)) print.line(line)
    }
    return exitCodes.done
  },
})

function nameFrom(typed: string): Name {
  const name = names.find((each) => typedName(each) === typed)
  if (name !== undefined) return name
  const known = names.map(typedName)
  throw new AppError(
    'bad-input',
    `No setting ${JSON.stringify(typed)}${didYouMean(typed, known)}; settings are ${known.join(', ')}`,
  )
}

async function valueFrom(name: Name, text: string, context: Context): Promise<unknown> {
  if (text === openWords[name]) return null
  return name === 'baseline' ? (await findRun(context, text)).id : numberFrom(text)
}

async function changeFrom(
  name: Name,
  text: string,
  context: Context,
): Promise<Input<'settings.change'>> {
  const parsed = v.safeParse(v.partial(Settings), { [name]: await valueFrom(name, text, context) })
  if (parsed.success) return parsed.output
  const open = openWords[name]
  const rule = `${parsed.issues[0].message}${open === undefined ? '' : `, or ${open}`}`
  throw refusedValue(typedName(name), text, rule)
}

export const settingsSet = command({
  name: 'settings set',
  summary: 'Change a setting of the data folder',
  operands: { usage: 'NAME VALUE', least: 2, most: 2 },
  options: jsonOption,
  notes: [
    'Cores and runs at once hold for runs that begin from now on, and so do the seconds between checkpoints.',
    ...names.map((name) => `${typedName(name)}: ${meanings[name]}.`),
  ],
  run: async (given, context) => {
    const [typed = '', text = ''] = given.operands
    const name = nameFrom(typed)
    const changed = await changeFrom(name, text, context)
    const settings = await (await context.core()).ask('settings.change', changed)
    if (given.flag('json')) context.print.json(settings)
    else context.print.line(`${typedName(name)} is ${valueText(settings, name)}`)
    return exitCodes.done
  },
})
