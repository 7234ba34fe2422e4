import type { Run, RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import type { QueuedRun } from '../contract/run-list.ts'
import { needed, type Given } from './arguments.ts'
import {
  command,
  exitCodes,
  jsonOption,
  noOperands,
  oneRun,
  someRuns,
  type Command,
  type Context,
} from './command.ts'
import { findRun, findRuns } from './find-run.ts'
import { queueNote } from './life-cycle.ts'
import { table } from './print.ts'
import { cut } from './run-table.ts'
import { startRunFrom, trainOptions } from './start-run.ts'
import { repeatOption, repeatsFrom } from './train-repeats.ts'
import { about } from './words.ts'

const columns = [
  { title: '#', right: true },
  { title: 'Id' },
  { title: 'Name' },
  { title: 'Begins in', right: true },
  { title: 'Takes', right: true },
]

/** What is left of 80 columns beside the others. */
const nameWidth = 36

const timeText = (seconds: number | null) => (seconds === null ? '–' : about(seconds))

interface NamedRun extends QueuedRun {
  readonly name: string
}

async function queueNow(context: Context): Promise<readonly NamedRun[]> {
  if (!context.hasRuns()) return []
  const core = await context.core()
  const [queue, runs] = await Promise.all([core.ask('queue.list', {}), core.ask('runs.list', {})])
  const names = new Map(runs.map(({ id, name }) => [id, name]))
  return queue.map((run) => ({ ...run, name: names.get(run.id) ?? '' }))
}

export const queueList = command({
  name: 'queue list',
  summary: 'List the waiting runs in the order in which they will begin',
  operands: noOperands,
  options: jsonOption,
  notes: [queueNote, 'Times are estimates from the speed of runs like them.'],
  run: async (given, context) => {
    const { print } = context
    const queue = await queueNow(context)
    const rows = queue.map(({ id, name, isHeld, startsIn, takes }, index) => [
      String(index + 1),
      id,
      cut(name, nameWidth),
      isHeld ? 'held' : timeText(startsIn),
      timeText(takes),
    ])
    if (given.flag('json')) print.json(queue)
    else if (queue.length === 0) print.remark('No run waits; digit-lab queue add adds one')
    else for (const line of table(columns, rows)) print.line(line)
    return exitCodes.done
  },
})

export const queueAdd = command<string>({
  name: 'queue add',
  summary: 'Put a run at the end of the queue; the settings are those of train',
  operands: noOperands,
  options: { ...trainOptions, ...repeatOption, ...jsonOption },
  notes: [queueNote, 'runs watch follows it.'],
  run: async (given, context) => {
    const repeats = repeatsFrom(given)
    const start = await startRunFrom(given, context)
    const core = await context.core()
    const { id } = await core.ask('runs.start', { ...start, repeats })
    const { name } = await core.ask('runs.show', { id })
    if (given.flag('json')) context.print.json({ id, status: 'queued' })
    else {
      const others = repeats === 1 ? '' : `, and ${String(repeats - 1)} more seeds of it`
      context.print.line(`Run ${id} "${name}" waits in the queue${others}`)
    }
    return exitCodes.done
  },
})

const moveOptions = {
  before: { type: 'string', value: 'RUN', help: 'to the place before this one' },
  first: { type: 'boolean', help: 'to the beginning' },
  last: { type: 'boolean', help: 'to the end' },
} as const
type MoveGiven = Given<keyof typeof moveOptions>

function refuseUnclear(given: MoveGiven): void {
  const said = [given.text('before') !== undefined, given.flag('first'), given.flag('last')]
  const count = said.filter(Boolean).length
  if (count === 0) throw needed('queue move', '--before RUN, --first or --last')
  if (count > 1) throw new AppError('bad-input', 'Give one of --before, --first and --last')
}

/** The run that it goes before; null for the end. */
async function placeFrom(given: MoveGiven, context: Context): Promise<RunId | null> {
  if (given.flag('last')) return null
  const before = given.text('before')
  if (before !== undefined) return (await findRun(context, before)).id
  const [first] = await (await context.core()).ask('queue.list', {})
  return first?.id ?? null
}

export const queueMove = command({
  name: 'queue move',
  summary: 'Change the place of a waiting run',
  operands: oneRun,
  options: moveOptions,
  run: async (given, context) => {
    refuseUnclear(given)
    const { id, name } = await findRun(context, given.operands[0] ?? '')
    const before = await placeFrom(given, context)
    const core = await context.core()
    await core.ask('queue.move', { id, before })
    const queue = await core.ask('queue.list', {})
    const place = queue.findIndex((run) => run.id === id) + 1
    context.print.line(
      `Run ${id} "${name}" is at place ${String(place)} of ${String(queue.length)}`,
    )
    return exitCodes.done
  },
})

interface Step {
  readonly name: 'queue hold' | 'queue release' | 'queue remove'
  readonly summary: string
  readonly step: (core: Awaited<ReturnType<Context['core']>>, ids: RunId[]) => Promise<void>
  readonly said: (run: Run) => string
}

/** Does it to all of the runs, or to none where one does not wait. */
const stepping = ({ name, summary, step, said }: Step): Command =>
  command({
    name,
    summary,
    operands: someRuns,
    options: {},
    run: async (given, context) => {
      const runs = await findRuns(context, given.operands)
      await step(
        await context.core(),
        runs.map(({ id }) => id),
      )
      for (const run of runs) context.print.line(`Run ${run.id} "${run.name}" ${said(run)}`)
      return exitCodes.done
    },
  })

export const queueHold = stepping({
  name: 'queue hold',
  summary: 'Keep waiting runs from beginning until they are released',
  step: (core, ids) => core.ask('queue.hold', { ids, isHeld: true }),
  said: () => 'is held',
})

export const queueRelease = stepping({
  name: 'queue release',
  summary: 'Let held runs begin when it is their turn',
  step: (core, ids) => core.ask('queue.hold', { ids, isHeld: false }),
  said: () => 'waits for its turn',
})

export const queueRemove = stepping({
  name: 'queue remove',
  summary: 'Take waiting runs out of the queue; they are kept and can be resumed',
  step: (core, ids) => core.ask('queue.remove', { ids }),
  said: ({ id }) => `left the queue; digit-lab resume ${id} goes on with it`,
})
