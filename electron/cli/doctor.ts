import * as v from 'valibot'
import { type Doctor } from '../contract/doctor.ts'
import { engineInWords } from '../contract/engine-words.ts'
import { EngineKind } from '../contract/training.ts'
import { checkedValue } from './arguments.ts'
import { command, exitCodes, jsonOption, noOperands } from './command.ts'
import { whole } from './words.ts'

const engineText = ({ engine }: Doctor) => (engine ? engineInWords(engine) : 'none works')

function electronText({ electron }: Doctor): string {
  if (electron.version === null) return 'not installed'
  return `${electron.version}, binary ${electron.binary ? 'present' : 'missing'}`
}

const factsOf = (doctor: Doctor): readonly (readonly [string, string])[] => [
  ['Digit Lab', doctor.version],
  ['Engine', engineText(doctor)],
  ...doctor.fallbacks.map((reason) => ['', reason] as const),
  ['Node', doctor.node],
  ['SQLite', `${doctor.sqlite.version}, journal mode ${doctor.sqlite.journalMode}`],
  ['Data folder', doctor.dataDir],
  ...doctor.datasets.flatMap((dataset) => [
    [
      'Data set',
      `${dataset.name}, ${whole(dataset.train)} train and ${whole(dataset.test)} test images`,
    ] as const,
    ...dataset.files.map(
      ({ file, sha256, ok }) =>
        ['', `${ok ? 'right' : 'WRONG'}  ${file}  ${sha256 ?? 'missing'}`] as const,
    ),
  ]),
  ['Electron', electronText(doctor)],
]

function problemLines({ problems }: Doctor): readonly string[] {
  if (problems.length === 0) return ['Nothing is missing']
  return problems.flatMap(({ what, todo }) => [what, `  ${todo}`])
}

export const doctor = command({
  name: 'doctor',
  summary:
    'Show engine, versions, data sets and data folder, and what to do about anything missing',
  operands: noOperands,
  options: {
    engine: { type: 'string', value: 'native', help: 'look at this engine only' },
    ...jsonOption,
  },
  run: async (given, context) => {
    const engine = checkedValue(v.optional(EngineKind), given, 'engine')
    const found = await (await context.core()).ask('lab.doctor', { engine })
    if (given.flag('json')) context.print.json(found)
    else {
      const facts = factsOf(found).map(([title, value]) => `${title.padEnd(12)} ${value}`)
      for (const line of [...facts, '', ...problemLines(found)]) context.print.line(line)
    }
    return exitCodes.done
  },
})
