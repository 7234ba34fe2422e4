import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { AppError } from '../contract/errors.ts'
import { didYouMean } from '../contract/nearest.ts'

export interface Option {
  readonly type: 'string' | 'boolean'
  /** Stands for the value in the help. */
  readonly value?: string
  readonly help: string
}
export type Options = Readonly<Record<string, Option>>

/** What may follow the command besides options. */
export interface Operands {
  /** As the usage line shows them: `RUN RUN…`. */
  readonly usage: string
  readonly least: number
  readonly most: number
}

/** What the command line said, by option name. */
export interface Given<Name extends string = string> {
  readonly operands: readonly string[]
  readonly flag: (name: Name) => boolean
  readonly text: (name: Name) => string | undefined
  /** NaN when the value is no decimal number, so that the schema's rule speaks. */
  readonly number: (name: Name) => number | undefined
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** A decimal number, or NaN for anything else (`0x10`, an empty text, `12 apples`). */
export const numberFrom = (text: string): number => (decimal.test(text) ? Number(text) : NaN)

const wrongUse = (message: string) => new AppError('bad-input', message)

type OptionToken = Extract<
  NonNullable<ReturnType<typeof parseArgs>['tokens']>[number],
  { kind: 'option' }
>

function valueOf({ rawName, value, inlineValue }: OptionToken, option: Option): string {
  if (option.type === 'boolean') {
    if (value === undefined) return 'true'
    throw wrongUse(`${rawName} takes no value, got ${JSON.stringify(value)}`)
  }
  if (value === undefined) throw wrongUse(`${rawName} needs a value: ${option.help}`)
  const looksLikeOption = !inlineValue && /^-[^\d.]/.test(value)
  if (looksLikeOption)
    throw wrongUse(
      `${rawName} needs a value; if ${value} is meant to be it, write ${rawName}=${value}`,
    )
  return value
}

/**
 * Parses the words after a command as strictly as `parseArgs` would, in words that name the option, the value
 * and what is allowed. Throws an AppError of code `bad-input`.
 */
export function parseGiven(args: readonly string[], options: Options, command: string): Given {
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const values = new Map<string, string>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined
    if (!option) {
      const hint = didYouMean(token.name, Object.keys(options), '--')
      throw wrongUse(`Unknown option ${token.rawName} for ${command}${hint}`)
    }
    if (values.has(token.name) && option.type === 'string')
      throw wrongUse(`${token.rawName} is given twice`)
    values.set(token.name, valueOf(token, option))
  }
  const text = (name: string) => values.get(name)
  return {
    operands: tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])),
    flag: (name) => values.has(name),
    text,
    number: (name) => {
      const value = text(name)
      return value === undefined ? undefined : numberFrom(value)
    },
  }
}

/** Throws when there are too few operands, too many, or an empty one. */
export function checkOperands(given: Given, { usage, least, most }: Operands, command: string) {
  const { operands } = given
  if (operands.length < least)
    throw wrongUse(`${command} needs ${usage}, see digit-lab ${command} --help`)
  if (operands.length > most) {
    const surplus = JSON.stringify(operands[most])
    const allowed = most === 0 ? 'takes options only' : `takes ${usage}`
    throw wrongUse(`Unexpected argument ${surplus}: ${command} ${allowed}`)
  }
  if (operands.includes('')) throw wrongUse(`An argument of ${command} is empty, expected ${usage}`)
}

const mostShown = 80
const shortened = (value: string) =>
  value.length > mostShown ? `${value.slice(0, mostShown)}…` : value

/** Names an option, its value and the rule that the value breaks. */
export function refusedValue(option: string, value: string, rule: string): AppError {
  return wrongUse(`${option} ${JSON.stringify(shortened(value))}: ${rule}`)
}

/** A value checked by a schema; throws an AppError that names the option and the schema's rule. */
export function checkedValue<S extends v.GenericSchema, Name extends string>(
  schema: S,
  given: Given<Name>,
  name: Name,
  value: unknown = given.text(name),
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  throw refusedValue(`--${name}`, given.text(name) ?? '', parsed.issues[0].message)
}

/** An operand checked by a schema; throws an AppError with its text and the schema's rule. */
export function checkedOperand<S extends v.GenericSchema, Name extends string>(
  schema: S,
  given: Pick<Given<Name>, 'operands'>,
  index = 0,
  value: unknown = given.operands[index],
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const operand = given.operands[index] ?? ''
  throw wrongUse(`${JSON.stringify(shortened(operand))}: ${parsed.issues[0].message}`)
}

/** Says that a command does not make sense without an option. */
export const needed = (command: string, option: string): AppError =>
  wrongUse(`${command} needs ${option}, see digit-lab ${command} --help`)
