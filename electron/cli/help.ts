import type { Option, Options } from './arguments.ts'
import type { Command } from './command.ts'
import { table } from './print.ts'
import { sharedOptions } from './request.ts'

const optionRow = ([name, option]: readonly [string, Option]) => [
  `  --${name}${option.type === 'string' ? ` ${option.value ?? 'TEXT'}` : ''}`,
  option.help,
]

const optionLines = (options: Options) =>
  table([{ title: 'Options' }, { title: '' }], Object.entries(options).map(optionRow))

function commandHelp(command: Command): readonly string[] {
  const usage = ['Usage: digit-lab', command.name, command.operands.usage, '[options]']
  return [
    usage.filter((word) => word !== '').join(' '),
    '',
    `${command.summary}.`,
    ...(command.notes ?? []),
    '',
    ...optionLines({ ...command.options, ...sharedOptions }),
  ]
}

/** Lines that explain one command in full, or say in one line what each of several does. */
export function helpLines(commands: readonly Command[]): readonly string[] {
  const [first] = commands
  if (first && commands.length === 1) return commandHelp(first)
  return [
    'Usage: digit-lab COMMAND [options]',
    '',
    ...table(
      [{ title: 'Commands' }, { title: '' }],
      commands.map((command) => [`  ${command.name}`, command.summary]),
    ),
    '',
    ...optionLines(sharedOptions),
    '',
    'digit-lab COMMAND --help explains one command; digit-lab --version shows the version.',
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.',
  ]
}
