import type { RunDetail } from '../contract/entities.ts'
import {
  command,
  exitCodes,
  jsonOption,
  noOperands,
  type Context,
  type ExitCode,
} from './command.ts'
import { publishedTable, reasonOf } from './run-words.ts'
import { startRunFrom, trainOptions } from './start-run.ts'
import { showTraining } from './train-progress.ts'
import { duration, whole } from './words.ts'

/** What `train --json` prints. */
const trainResult = (run: RunDetail) => ({
  id: run.id,
  name: run.name,
  status: run.status,
  seed: run.seed,
  config: run.config,
  engine: run.engine,
  seconds: run.seconds,
  epochs: run.epochs.map(({ epoch, seconds, imagesPerSecond, running, train, test }) => ({
    epoch,
    seconds,
    imagesPerSecond,
    running,
    train,
    test,
  })),
  final: run.final,
  weightsSha256: run.weightsSha256,
})

/** What is kept of a run, and where. */
function keptLines(run: RunDetail, dataDir: string): readonly string[] {
  const checkpoint = run.checkpoints.at(-1)
  const weights = checkpoint
    ? `Weights of step ${whole(checkpoint.step)} have the SHA-256 ${checkpoint.sha256}`
    : 'No weights were kept: no step was finished'
  return [weights, `Kept as run ${run.id} "${run.name}" in ${dataDir}`]
}

/** Prints how a training ended; the lines go to `say`, a failure always to standard error. */
function conclude(run: RunDetail, say: (line: string) => void, context: Context): ExitCode {
  const { print, dataDir } = context
  const { step, steps } = run.progress
  if (run.status === 'completed') {
    const lines = ['', ...publishedTable(run), '', `Took ${duration(run.seconds)}`]
    for (const line of [...lines, ...keptLines(run, dataDir)]) say(line)
    return exitCodes.done
  }
  if (run.status === 'stopped') {
    say(`Stopped after step ${whole(step)} of ${whole(steps)}`)
    for (const line of keptLines(run, dataDir)) say(line)
    return exitCodes.interrupted
  }
  print.remark(`digit-lab: Run ${run.id} "${run.name}" ${run.status}: ${reasonOf(run)}`)
  return exitCodes.failed
}

export const train = command({
  name: 'train',
  summary: 'Train a network in the foreground; what is not named is as in the reference experiment',
  operands: noOperands,
  options: { ...trainOptions, ...jsonOption },
  notes: [
    'Ctrl+C stops after the step under way and keeps a checkpoint; a second one ends at once.',
  ],
  endsGently: true,
  run: async (given, context) => {
    const start = startRunFrom(given)
    const isJson = given.flag('json')
    const { print } = context
    const say = isJson ? print.remark : print.line
    const core = await context.core()
    const progress = showTraining(core, print, say)
    const { id } = await core
      .train(start, context.interrupted, progress.began)
      .finally(progress.end)
    const run = await core.ask('runs.show', { id })
    if (isJson) print.json(trainResult(run))
    return conclude(run, say, context)
  },
})
