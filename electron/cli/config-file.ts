import * as v from 'valibot'
import { AppError } from '../contract/errors.ts'
import { settingNames, TrainConfig } from '../contract/train-config.ts'
import { fileTitle, linesIn } from './lines.ts'
import { didYouMean } from '../contract/nearest.ts'
import { shortened } from './print.ts'

const mostCharacters = 16 * 1024 * 1024

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value in a few letters; only the kind of one that may be large or deep. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return shortened(typeof value === 'string' ? JSON.stringify(value) : String(value), 80)
}

async function textOf(path: string): Promise<string> {
  let text = ''
  for await (const line of linesIn(path)) {
    text += `${line.text}\n`
    if (text.length > mostCharacters)
      throw new AppError(
        'unreadable',
        `${fileTitle(path)} is larger than 16 MB, the most that is read`,
      )
  }
  return text
}

async function jsonIn(path: string): Promise<unknown> {
  const text = await textOf(path)
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError(
      'unreadable',
      `${fileTitle(path)} is not JSON, expected settings like {"hidden": [500], "epochs": 5}`,
    )
  }
}

/** The settings themselves, where the file is what `runs show --json` prints. */
function settingsOf(
  value: unknown,
  path: string,
): { readonly found: Json; readonly place: string } {
  const refused = (what: string, found: unknown) =>
    new AppError(
      'bad-input',
      `${fileTitle(path)}: ${what} is ${shown(found)}, expected an object of settings`,
    )
  if (!isObject(value)) throw refused('the file', value)
  if (!Object.hasOwn(value, 'config')) return { found: value, place: '' }
  if (!isObject(value['config'])) throw refused('config', value['config'])
  return { found: value['config'], place: 'config.' }
}

/** Checks one setting by its own rule; what belongs together is checked when all are known. */
function check(key: string, value: unknown, where: string): void {
  const entry = Object.entries(TrainConfig.entries).find(([name]) => name === key)?.[1]
  if (!entry)
    throw new AppError(
      'bad-input',
      `${where}${shortened(key, 80)} ${shown(value)}: there is no such setting${didYouMean(key, settingNames)}; settings are ${settingNames.join(', ')}`,
    )
  const parsed = v.safeParse(entry, value, { abortEarly: true })
  if (parsed.success) return
  const [issue] = parsed.issues
  const inner = v.getDotPath(issue)
  const name = inner === null ? key : `${key}.${inner}`
  throw new AppError('bad-input', `${where}${name} ${shown(issue.input)}: ${issue.message}`)
}

/**
 * The settings in a file of JSON or on standard input (`-`), some or all, each checked by itself; of what
 * `runs show --json` prints its configuration. Throws an AppError that names file, key, value and rule.
 */
export async function settingsIn(path: string): Promise<Json> {
  const { found, place } = settingsOf(await jsonIn(path), path)
  for (const [key, value] of Object.entries(found))
    check(key, value, `${fileTitle(path)}: ${place}`)
  return found
}
