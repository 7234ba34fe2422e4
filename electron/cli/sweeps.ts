import * as v from 'valibot'
import { AppError } from '../contract/errors.ts'
import { mostTrials } from '../contract/sweep-axis.ts'
import type { Sweep } from '../contract/sweeps.ts'
import { wholeNumber } from '../contract/train-config.ts'
import { checkedValue, needed, type Given } from './arguments.ts'
import {
  command,
  exitCodes,
  jsonOption,
  noOperands,
  type Command,
  type Context,
} from './command.ts'
import { queueNote } from './life-cycle.ts'
import { table } from './print.ts'
import { cut } from './run-table.ts'
import { budgetOptions } from './sweep-options.ts'
import { followSweep } from './sweep.ts'
import { doneText, standingTable, trialTable } from './sweep-words.ts'
import { duration, moment, timeLeft } from './words.ts'

const oneSweep = {
  usage: 'SWEEP (an id, a unique prefix of one, a name, or last)',
  least: 1,
  most: 1,
}

const nameWidth = 30

async function findSweep(context: Context, given: Pick<Given, 'operands'>): Promise<Sweep> {
  const [text = ''] = given.operands
  if (!context.hasRuns())
    throw new AppError('not-found', `No sweep ${JSON.stringify(text)}: ${context.dataDir} has none`)
  return (await context.core()).ask('sweeps.find', { sweep: text })
}

export const sweepsList = command({
  name: 'sweeps list',
  summary: 'List sweeps, newest first',
  operands: noOperands,
  options: jsonOption,
  run: async (given, context) => {
    const { print } = context
    const sweeps = context.hasRuns() ? await (await context.core()).ask('sweeps.list', {}) : []
    if (given.flag('json')) print.json(sweeps)
    else if (sweeps.length === 0) print.remark('There is no sweep yet; digit-lab sweep makes one')
    else
      for (const line of table(
        [
          { title: 'Id' },
          { title: 'Name' },
          { title: 'State' },
          { title: 'Runs' },
          { title: 'Made' },
        ],
        sweeps.map((sweep) => [
          sweep.id,
          cut(sweep.name, nameWidth),
          sweep.state,
          doneText(sweep),
          moment(sweep.createdAt),
        ]),
      ))
        print.line(line)
    return exitCodes.done
  },
})

export const sweepsShow = command({
  name: 'sweeps show',
  summary: 'Show the runs of a sweep and how far it is',
  operands: oneSweep,
  options: jsonOption,
  run: async (given, context) => {
    const { print } = context
    const { id } = await findSweep(context, given)
    const sweep = await (await context.core()).ask('sweeps.show', { id })
    if (given.flag('json')) print.json(sweep)
    else {
      const left = sweep.secondsLeft === null ? [] : [timeLeft(sweep.secondsLeft)]
      const facts = [doneText(sweep), `trained for ${duration(sweep.spentSeconds)}`, ...left]
      print.line(`Sweep ${id} "${sweep.name}" is ${sweep.state}: ${facts.join(', ')}`)
      for (const line of ['', ...trialTable(sweep)]) print.line(line)
    }
    return exitCodes.done
  },
})

export const sweepsBest = command({
  name: 'sweeps best',
  summary: 'Show which values of a sweep did best',
  operands: oneSweep,
  options: {
    limit: { type: 'string', value: 'N', help: 'only the first N' },
    ...jsonOption,
  },
  notes: [
    'By the mean of the runs that completed: of their validation errors where images were kept out of training, else of their test errors.',
  ],
  run: async (given, context) => {
    const { print } = context
    const most = checkedValue(
      v.optional(wholeNumber('Limit', 1, mostTrials), mostTrials),
      given,
      'limit',
      given.number('limit'),
    )
    const { id } = await findSweep(context, given)
    const sweep = await (await context.core()).ask('sweeps.show', { id })
    const { settings, criterion, standings } = sweep
    if (given.flag('json'))
      print.json({ id, settings, criterion, standings: standings.slice(0, most) })
    else if (standings.length === 0) print.remark(`No run of sweep ${id} has completed yet`)
    else for (const line of standingTable(sweep, most)) print.line(line)
    return exitCodes.done
  },
})

interface Step {
  readonly name: 'pause' | 'stop'
  readonly summary: string
  readonly said: string
}

const stepping = ({ name, summary, said }: Step): Command =>
  command({
    name: `sweeps ${name}`,
    summary,
    operands: oneSweep,
    options: {},
    run: async (given, context) => {
      const { id, name: called } = await findSweep(context, given)
      await (await context.core()).ask(`sweeps.${name}`, { id })
      context.print.line(`Sweep ${id} "${called}" ${said}`)
      context.print.line(`digit-lab sweeps resume ${id} goes on with it`)
      return exitCodes.done
    },
  })

export const sweepsPause = stepping({
  name: 'pause',
  summary: 'Pause the runs of a sweep and take those that wait out of the queue',
  said: 'is paused',
})

export const sweepsStop = stepping({
  name: 'stop',
  summary: 'End the runs of a sweep and keep what was finished',
  said: 'is stopped',
})

export const sweepsResume = command({
  name: 'sweeps resume',
  summary: 'Go on with a paused or stopped sweep',
  operands: oneSweep,
  options: {
    now: { type: 'boolean', help: 'train it in the foreground instead of in the queue' },
    ...jsonOption,
  },
  notes: [queueNote],
  endsGently: true,
  run: async (given, context) => {
    const isJson = given.flag('json')
    const { id, name, state } = await findSweep(context, given)
    const core = await context.core()
    if (!(given.flag('now') && state === 'running')) await core.ask('sweeps.resume', { id })
    if (given.flag('now')) return followSweep(context, id, isJson)
    if (isJson) context.print.json({ id })
    else context.print.line(`Sweep ${id} "${name}" goes on in the queue`)
    return exitCodes.done
  },
})

export const sweepsExtend = command({
  name: 'sweeps extend',
  summary: 'Let a search of ranges make more runs',
  operands: oneSweep,
  options: budgetOptions,
  notes: [queueNote],
  run: async (given, context) => {
    const [runs, minutes] = [given.number('runs'), given.number('minutes')]
    if ((runs === undefined) === (minutes === undefined))
      throw needed('sweeps extend', '--runs N or --minutes M')
    const { id, name } = await findSweep(context, given)
    const by =
      runs === undefined
        ? ({ kind: 'minutes', minutes: minutes ?? 0 } as const)
        : ({ kind: 'runs', runs } as const)
    const core = await context.core()
    const reply = await core.answer('sweeps.extend', { id, by })
    if (!reply.ok) throw new AppError(reply.code, reply.message)
    const sweep = await core.ask('sweeps.show', { id })
    context.print.line(`Sweep ${id} "${name}" is extended: ${doneText(sweep)}`)
    return exitCodes.done
  },
})

export const sweepsDelete = command({
  name: 'sweeps delete',
  summary: 'Stop a sweep and move all of its runs to the bin',
  operands: oneSweep,
  options: {},
  run: async (given, context) => {
    const { id, name } = await findSweep(context, given)
    const { ids } = await (await context.core()).ask('sweeps.delete', { id })
    context.print.line(
      `Moved the ${String(ids.length)} runs of sweep ${id} "${name}" to the bin; runs restore brings them back`,
    )
    return exitCodes.done
  },
})
