import * as v from 'valibot'
import type { Input } from '../contract/calls.ts'
import { RunName, RunNote, type Run } from '../contract/entities.ts'
import { RunColour, Tags } from '../contract/run-list.ts'
import { checkedOperand, checkedValue, needed, numberFrom, type Given } from './arguments.ts'
import { command, exitCodes, someRuns, type Context, type ExitCode } from './command.ts'
import { findRuns } from './find-run.ts'
import { standardInput } from './standard-input.ts'

const mostNoteCharacters = 10_000

/** Changes all of the runs or none, and says of each what `said` makes of it. */
async function changeRuns(
  context: Context,
  operands: readonly string[],
  change: Omit<Input<'runs.change'>, 'ids'>,
  said: (run: Run) => string,
): Promise<ExitCode> {
  const runs = await findRuns(context, operands)
  await (await context.core()).ask('runs.change', { ids: runs.map(({ id }) => id), ...change })
  for (const run of runs) context.print.line(said(run))
  return exitCodes.done
}

export const runsRename = command({
  name: 'runs rename',
  summary: 'Give a run another name',
  operands: { usage: 'RUN NAME', least: 2, most: 2 },
  options: {},
  run: (given, context) => {
    const name = checkedOperand(RunName, given, 1)
    return changeRuns(
      context,
      given.operands.slice(0, 1),
      { name },
      (run) => `Run ${run.id} "${run.name}" is now "${name}"`,
    )
  },
})

async function noteFrom(given: Given<'clear'>): Promise<string> {
  if (given.flag('clear')) return ''
  const [, text] = given.operands
  if (text === undefined) throw needed('runs note', 'TEXT, - or --clear')
  return checkedOperand(
    RunNote,
    given,
    1,
    text === '-' ? await standardInput(mostNoteCharacters) : text,
  )
}

export const runsNote = command({
  name: 'runs note',
  summary: 'Write the note of a run anew; - reads it from standard input',
  operands: { usage: 'RUN TEXT|-', least: 1, most: 2 },
  options: { clear: { type: 'boolean', help: 'leave it without a note' } },
  run: async (given, context) => {
    const note = await noteFrom(given)
    const did = note === '' ? 'Cleared' : 'Wrote'
    return changeRuns(
      context,
      given.operands.slice(0, 1),
      { note },
      (run) => `${did} the note of run ${run.id} "${run.name}"`,
    )
  },
})

type TagOption = 'add' | 'remove'

const tagsFrom = (given: Given<TagOption>, option: TagOption): readonly string[] =>
  checkedValue(v.optional(Tags), given, option, given.text(option)?.split(',')) ?? []

/** `+a +b −c` */
const tagMarks = (added: readonly string[], removed: readonly string[]): string =>
  [...added.map((tag) => `+${tag}`), ...removed.map((tag) => `−${tag}`)].join(' ')

export const runsTag = command({
  name: 'runs tag',
  summary: 'Add tags to runs and take others off',
  operands: someRuns,
  options: {
    add: { type: 'string', value: 'A,B', help: 'tags to add' },
    remove: { type: 'string', value: 'C,D', help: 'tags to take off' },
  },
  run: async (given, context) => {
    const [addTags, removeTags] = [tagsFrom(given, 'add'), tagsFrom(given, 'remove')]
    const marks = tagMarks(addTags, removeTags)
    if (marks === '') throw needed('runs tag', '--add A,B or --remove C,D')
    return changeRuns(
      context,
      given.operands,
      { addTags: [...addTags], removeTags: [...removeTags] },
      (run) => `Run ${run.id} "${run.name}": ${marks}`,
    )
  },
})

export const runsPin = command({
  name: 'runs pin',
  summary: 'Pin runs, which keeps them on top of the list in the window',
  operands: someRuns,
  options: { off: { type: 'boolean', help: 'unpin them' } },
  run: (given, context) => {
    const isPinned = !given.flag('off')
    return changeRuns(
      context,
      given.operands,
      { isPinned },
      (run) => `${isPinned ? 'Pinned' : 'Unpinned'} run ${run.id} "${run.name}"`,
    )
  },
})

export const runsColour = command({
  name: 'runs colour',
  summary: 'Choose the colour and dash that a run is drawn with, 1 to 10',
  operands: { usage: 'RUN N', least: 2, most: 2 },
  options: {},
  run: (given, context) => {
    const colour = checkedOperand(RunColour, given, 1, numberFrom(given.operands[1] ?? ''))
    return changeRuns(
      context,
      given.operands.slice(0, 1),
      { colour },
      (run) => `Run ${run.id} "${run.name}" has the colour ${String(colour)}`,
    )
  },
})
