import * as v from 'valibot'
import type { Run, RunDetail, Verification } from '../contract/entities.ts'
import { Repeats } from '../contract/groups.ts'
import { checkedValue } from './arguments.ts'
import { command, exitCodes, jsonOption, oneRun } from './command.ts'
import { findRun } from './find-run.ts'
import { conclude, inForeground, trainHere } from './foreground.ts'
import { queueNote } from './life-cycle.ts'
import { whole } from './words.ts'

/** Whether a repeat came to the same, for people to read. */
function verdict(found: Verification, repeat: RunDetail): readonly string[] {
  const { original, isSame, firstDifference, remarks } = found
  const pair = `Run ${original} and its repeat ${repeat.id}`
  if (isSame)
    return [`${pair} have the same weights`, `SHA-256 ${repeat.weightsSha256 ?? '–'}`, ...remarks]
  const where =
    firstDifference === null ? 'cannot be compared' : `part at step ${whole(firstDifference)}`
  return [`${pair} ${where}`, ...remarks]
}

/** Ends that say nothing about what the repeat would have come to. */
const cutShort = new Set<Run['status']>(['stopped', 'paused', 'interrupted', 'failed'])

export const runsVerify = command({
  name: 'runs verify',
  summary: 'Repeat a run from its record and tell whether it ends with the same weights',
  operands: oneRun,
  options: jsonOption,
  notes: ['The repeat is kept as a run of its own. Ends with 1 when the two part.'],
  endsGently: true,
  run: async (given, context) => {
    const { print } = context
    const isJson = given.flag('json')
    const say = isJson ? print.remark : print.line
    const { id } = await findRun(context, given.operands[0] ?? '')
    const repeat = await inForeground(context, say, (core, signal, began) =>
      core.reproduce(id, signal, began),
    )
    if (cutShort.has(repeat.status)) return conclude(repeat, say, context)
    const found = await (await context.core()).ask('runs.verification', { id: repeat.id })
    if (isJson) print.json({ ...found, weightsSha256: repeat.weightsSha256 })
    else for (const line of ['', ...verdict(found, repeat)]) print.line(line)
    return found.isSame ? exitCodes.done : exitCodes.failed
  },
})

export const runsReproduce = command({
  name: 'runs reproduce',
  summary: 'Make a new run from the record of a run: same settings, seed, engine and changes',
  operands: oneRun,
  options: {
    now: { type: 'boolean', help: 'train it in the foreground instead of putting it in the queue' },
    ...jsonOption,
  },
  notes: [queueNote],
  endsGently: true,
  run: async (given, context) => {
    const { print } = context
    const isJson = given.flag('json')
    const { id, name } = await findRun(context, given.operands[0] ?? '')
    if (given.flag('now'))
      return trainHere(context, isJson, (core, signal, began) => core.reproduce(id, signal, began))
    const made = await (await context.core()).ask('runs.reproduce', { id })
    if (isJson) print.json(made)
    else print.line(`Run ${made.id} repeats run ${id} "${name}" and waits in the queue`)
    return exitCodes.done
  },
})

export const runsRepeat = command({
  name: 'runs repeat',
  summary: 'Train like a run with further seeds; they are one group with it',
  operands: oneRun,
  options: {
    seeds: { type: 'string', value: 'K', help: 'how many further seeds; 4 where nothing is said' },
    ...jsonOption,
  },
  notes: [queueNote, 'runs reproduce makes a run with the same seed.'],
  run: async (given, context) => {
    const { print } = context
    const seeds = checkedValue(v.optional(Repeats, 4), given, 'seeds', given.number('seeds'))
    const { id, name } = await findRun(context, given.operands[0] ?? '')
    const made = await (await context.core()).ask('runs.repeat', { id, seeds })
    if (given.flag('json')) print.json(made)
    else
      print.line(
        `${seeds === 1 ? '1 more seed' : `${String(seeds)} more seeds`} of run ${id} "${name}" wait in the queue`,
      )
    return exitCodes.done
  },
})
