import { parseArgs } from 'node:util'
import { AppError } from '../contract/errors.ts'
import { checkOperands, parseGiven, type Given, type Options } from './arguments.ts'
import type { Command } from './command.ts'
import { didYouMean } from '../contract/nearest.ts'

/** Options of every command. */
export const sharedOptions = {
  'data-dir': {
    type: 'string',
    value: 'DIR',
    help: 'folder that holds the runs (also DIGIT_LAB_DATA)',
  },
  help: { type: 'boolean', help: 'show this help' },
} as const satisfies Options

/** What the command line asks for. */
export type Request =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly commands: readonly Command[] }
  | { readonly kind: 'run'; readonly command: Command; readonly given: Given }

interface Words {
  readonly words: readonly { readonly text: string; readonly index: number }[]
  readonly options: readonly string[]
}

/** The command may stand before, after or between the shared options. */
function wordsOf(argv: readonly string[]): Words {
  const { tokens } = parseArgs({
    args: [...argv],
    options: { ...sharedOptions, help: { type: 'boolean', short: 'h' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  return {
    words: tokens.flatMap((token) =>
      token.kind === 'positional' ? [{ text: token.value, index: token.index }] : [],
    ),
    options: tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : [])),
  }
}

/** The command that the words begin with, the longer of two: `settings set` before `settings`. */
const commandNamed = (words: readonly string[], commands: readonly Command[]) =>
  commands
    .filter(({ name }) => name.split(' ').every((word, index) => words[index] === word))
    .toSorted((one, other) => other.name.length - one.name.length)[0]

function unknownCommand(words: readonly string[], commands: readonly Command[]): AppError {
  const [first = '', second] = words
  const names = commands.map((command) => command.name)
  const group = names.filter((name) => name.startsWith(`${first} `))
  const list = (group.length > 0 ? group : names).join(', ')
  if (group.length > 0 && second === undefined)
    return new AppError('bad-input', `${first} needs one more word: ${list}`)
  const typed = group.length > 0 ? words.slice(0, 2).join(' ') : first
  return new AppError(
    'bad-input',
    `Unknown command ${JSON.stringify(typed)}${didYouMean(typed, names)}; commands are ${list}`,
  )
}

function helpFor(words: readonly string[], commands: readonly Command[]): readonly Command[] {
  const exact = commandNamed(words, commands)
  if (exact) return [exact]
  const group = commands.filter((command) => command.name.split(' ')[0] === words[0])
  return group.length > 0 ? group : commands
}

/** Throws an AppError of code `bad-input` for anything that is not a command with options it knows. */
export function requestFrom(argv: readonly string[], commands: readonly Command[]): Request {
  const { words, options } = wordsOf(argv)
  const texts = words.map((word) => word.text)
  if (options.includes('help') || options.includes('h'))
    return { kind: 'help', commands: helpFor(texts, commands) }
  if (texts.length === 0) {
    if (options.length === 1 && options[0] === 'version') return { kind: 'version' }
    const [unknown] = options.filter((name) => !Object.hasOwn(sharedOptions, name))
    const names = commands.map((command) => command.name).join(', ')
    const what = unknown ? `No command given before --${unknown}` : 'No command given'
    throw new AppError('bad-input', `${what}; commands are ${names}, and --help explains them`)
  }
  const command = commandNamed(texts, commands)
  if (!command) throw unknownCommand(texts, commands)
  const nameAt = words.slice(0, command.name.split(' ').length).map((word) => word.index)
  const rest = argv.filter((_, index) => !nameAt.includes(index))
  const arranged = command.arrange?.(rest) ?? rest
  const given = parseGiven(arranged, { ...sharedOptions, ...command.options }, command.name)
  checkOperands(given, command.operands, command.name)
  return { kind: 'run', command, given }
}
