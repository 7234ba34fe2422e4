import { calls } from '../contract/calls.ts'
import type { Run, RunId } from '../contract/entities.ts'
import type { Core } from '../core/core.ts'
import { checkedValue, needed } from './arguments.ts'
import { command, exitCodes, jsonOption, oneRun, type Context, type ExitCode } from './command.ts'
import { findRun } from './find-run.ts'
import { trainHere } from './foreground.ts'
import { statusText } from './run-words.ts'
import { whole } from './words.ts'

/** A step takes far less, and whoever trains looks five times a second. */
const mostWaitingMs = 10_000

/** Resolves with the run once it no longer trains, or as it is when that takes too long. */
async function whenAtRest(core: Core, id: RunId): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const stopListening = core.on('run.changed', (run) => {
    if (run.id === id && run.status !== 'running') resolve(undefined)
  })
  const timer = setTimeout(resolve, mostWaitingMs)
  try {
    const run = await core.ask('runs.show', { id })
    if (run.status !== 'running') return run
    await promise
    return await core.ask('runs.show', { id })
  } finally {
    clearTimeout(timer)
    stopListening()
  }
}

/** Asks for a run to be paused or stopped, and says what became of it. */
async function bringToRest(
  context: Context,
  operand: string,
  call: 'runs.pause' | 'runs.stop',
): Promise<ExitCode> {
  const { id, name } = await findRun(context, operand)
  const core = await context.core()
  await core.ask(call, { id })
  const run = await whenAtRest(core, id)
  const { step, steps } = run.progress
  const place = `after step ${whole(step)} of ${whole(steps)}`
  if (run.status === 'running') {
    const word = call === 'runs.pause' ? 'pause' : 'stop'
    context.print.remark(`Run ${id} "${name}" was asked to ${word} and still trains, ${place}`)
    return exitCodes.failed
  }
  context.print.line(`Run ${id} "${name}" is ${statusText(run)} ${place}`)
  if (run.canResume) context.print.line(`digit-lab resume ${id} goes on from there`)
  return exitCodes.done
}

const stopWith = (name: string) =>
  command({
    name,
    summary: 'End a queued or running run and keep what was finished',
    operands: oneRun,
    options: {},
    run: (given, context) => bringToRest(context, given.operands[0] ?? '', 'runs.stop'),
  })

export const stop = stopWith('stop')
export const runsStop = stopWith('runs stop')

export const pause = command({
  name: 'pause',
  summary: 'Pause a queued or running run, to go on later exactly from there',
  operands: oneRun,
  options: {},
  run: (given, context) => bringToRest(context, given.operands[0] ?? '', 'runs.pause'),
})

export const queueNote = 'A queued run is trained by an open window or by digit-lab serve.'

export const resume = command({
  name: 'resume',
  summary: 'Go on with a paused, stopped, interrupted or extended run, exactly from where it was',
  operands: oneRun,
  options: {
    queue: { type: 'boolean', help: 'leave it to an open window or to digit-lab serve' },
    ...jsonOption,
  },
  notes: ['Trains in the foreground as train does; Ctrl+C keeps a point to go on from.', queueNote],
  endsGently: true,
  run: async (given, context) => {
    const { id, name } = await findRun(context, given.operands[0] ?? '')
    if (!given.flag('queue'))
      return trainHere(context, given.flag('json'), (core, signal, began) =>
        core.resume(id, signal, began),
      )
    await (await context.core()).ask('runs.resume', { id })
    if (given.flag('json')) context.print.json({ id, status: 'queued' })
    else context.print.line(`Run ${id} "${name}" waits in the queue`)
    return exitCodes.done
  },
})

export const extend = command({
  name: 'extend',
  summary: 'Add epochs to a run, whether it trains, waits or has ended',
  operands: oneRun,
  options: { epochs: { type: 'string', value: 'N', help: 'how many to add' } },
  notes: ['One that has ended goes on with resume.'],
  run: async (given, context) => {
    if (given.text('epochs') === undefined) throw needed('extend', '--epochs N')
    const schema = calls['runs.extend'].input.entries.epochs
    const epochs = checkedValue(schema, given, 'epochs', given.number('epochs'))
    const { id, name } = await findRun(context, given.operands[0] ?? '')
    const core = await context.core()
    await core.ask('runs.extend', { id, epochs })
    const run = await core.ask('runs.show', { id })
    context.print.line(`Run ${id} "${name}" now has ${whole(run.progress.epochs)} epochs`)
    if (run.status !== 'running' && run.status !== 'queued')
      context.print.line(`digit-lab resume ${id} goes on with it`)
    return exitCodes.done
  },
})

export const set = command({
  name: 'set',
  summary: 'Change the learning rate of a run that trains or can go on',
  operands: oneRun,
  options: {
    'learning-rate': { type: 'string', value: 'X', help: 'the base of its schedule from here on' },
  },
  notes: ['The step from which it holds is recorded, so that a repeat follows it.'],
  run: async (given, context) => {
    if (given.text('learning-rate') === undefined) throw needed('set', '--learning-rate X')
    const schema = calls['runs.setLearningRate'].input.entries.learningRate
    const rate = checkedValue(schema, given, 'learning-rate', given.number('learning-rate'))
    const { id, name } = await findRun(context, given.operands[0] ?? '')
    await (await context.core()).ask('runs.setLearningRate', { id, learningRate: rate })
    context.print.line(`Run ${id} "${name}" goes on with the learning rate ${String(rate)}`)
    return exitCodes.done
  },
})
