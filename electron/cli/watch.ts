import { isLive, type Run, type RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import type { Core } from '../core/core.ts'
import { command, exitCodes, jsonOption, oneRun } from './command.ts'
import { findRun } from './find-run.ts'
import { conclude, trainResult } from './foreground.ts'
import { statusText } from './run-words.ts'
import { showTraining } from './train-progress.ts'
import { whole } from './words.ts'

/** Far apart, since what matters is that there is one: the core's own timers do not keep the program. */
const stayMs = 60_000

/** Resolves when the run neither waits nor trains any more, or at the signal; rejects when it is purged. */
function whenEnded(core: Core, id: RunId, signal: AbortSignal) {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  const stay = setInterval(() => undefined, stayMs)
  const stops = [
    core.on('run.changed', (run) => {
      if (run.id === id && !isLive(run)) resolve(undefined)
    }),
    core.on('run.purged', (purged) => {
      if (purged.id === id)
        reject(new AppError('not-found', `Run ${id} was deleted for good meanwhile`))
    }),
  ]
  const interrupted = () => {
    resolve(undefined)
  }
  signal.addEventListener('abort', interrupted)
  return promise.finally(() => {
    clearInterval(stay)
    signal.removeEventListener('abort', interrupted)
    for (const stop of stops) stop()
  })
}

function placeText(run: Run): string {
  const { step, steps } = run.progress
  const place = `step ${whole(step)} of ${whole(steps)}`
  return `Run ${run.id} "${run.name}" is ${statusText(run)}, ${place}`
}

export const runsWatch = command({
  name: 'runs watch',
  summary: 'Follow a waiting or running run of any program until it ends',
  operands: oneRun,
  options: jsonOption,
  notes: [
    'Shows what train would show from here on, and ends with the exit code that train would have.',
    'Ctrl+C ends the watching, not the run.',
  ],
  endsGently: true,
  run: async (given, context) => {
    const { print, interrupted } = context
    const isJson = given.flag('json')
    const say = isJson ? print.remark : print.line
    const { id } = await findRun(context, given.operands[0] ?? '')
    const core = await context.core()
    const run = await core.ask('runs.show', { id })
    if (isLive(run)) {
      const progress = showTraining(core, print, say)
      say(placeText(run))
      progress.joined(run)
      await whenEnded(core, id, interrupted).finally(progress.end)
    }
    if (interrupted.aborted) return exitCodes.interrupted
    const last = await core.ask('runs.show', { id })
    if (isJson) print.json(trainResult(last))
    return conclude(last, say, context)
  },
})
