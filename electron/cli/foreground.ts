import { isLive, type Run, type RunDetail, type RunId } from '../contract/entities.ts'
import type { Core } from '../core/core.ts'
import { exitCodes, type Context, type ExitCode } from './command.ts'
import { findingLines } from './finding-lines.ts'
import { resultTable, reasonOf } from './run-words.ts'
import { showTraining } from './train-progress.ts'
import { duration, whole } from './words.ts'

/** What `train --json` prints. */
export const trainResult = (run: RunDetail) => ({
  id: run.id,
  name: run.name,
  status: run.status,
  seed: run.seed,
  config: run.config,
  engine: run.engine,
  seconds: run.seconds,
  epochs: run.epochs.map((each) => {
    const { epoch, seconds, imagesPerSecond, running, train, test, validation } = each
    const facts = { epoch, seconds, imagesPerSecond, running, train, test }
    return validation === null ? facts : { ...facts, validation }
  }),
  final: run.final,
  weightsSha256: run.weightsSha256,
  findings: run.findings,
})

/** What is kept of a run, and where. */
function keptLines(run: RunDetail, dataDir: string): readonly string[] {
  const checkpoint = run.checkpoints.findLast(({ sha256 }) => sha256 === run.weightsSha256)
  const weights = checkpoint
    ? `Weights of step ${whole(checkpoint.step)} have the SHA-256 ${checkpoint.sha256}`
    : 'No weights were kept: no step was finished'
  const kept = `Kept as run ${run.id} "${run.name}" in ${dataDir}`
  const canGoOn = run.canResume && run.status !== 'completed'
  return [weights, kept, ...(canGoOn ? [`digit-lab resume ${run.id} goes on from there`] : [])]
}

/** Prints how a training ended; the lines go to `say`, a failure always to standard error. */
export function conclude(run: RunDetail, say: (line: string) => void, context: Context): ExitCode {
  const { print, dataDir } = context
  const { step, steps } = run.progress
  if (run.status === 'completed') {
    const lines = ['', ...resultTable(run), '', `Took ${duration(run.seconds)}`]
    for (const line of [...lines, ...keptLines(run, dataDir)]) say(line)
    return exitCodes.done
  }
  if (run.status === 'stopped' || run.status === 'paused') {
    const how = run.status === 'paused' ? 'Paused' : 'Stopped'
    say(`${how} after step ${whole(step)} of ${whole(steps)}`)
    for (const line of keptLines(run, dataDir)) say(line)
    return exitCodes.interrupted
  }
  if (isLive(run)) {
    say(`Paused after step ${whole(step)} of ${whole(steps)}, and put into the queue to go on`)
    return exitCodes.interrupted
  }
  print.remark(`digit-lab: Run ${run.id} "${run.name}" ${run.status}: ${reasonOf(run)}`)
  return exitCodes.failed
}

/** Begins a training and tells its id before the first announcement; resolves when it has ended. */
export type Begin = (core: Core, signal: AbortSignal, began: (id: RunId) => void) => Promise<Run>

/** Trains here and now, with report and progress; Ctrl+C ends it and keeps a point to go on from. */
export async function inForeground(
  context: Context,
  say: (line: string) => void,
  begin: Begin,
): Promise<RunDetail> {
  const core = await context.core()
  const progress = showTraining(core, context.print, say)
  const { id } = await begin(core, context.interrupted, progress.began).finally(progress.end)
  return core.ask('runs.show', { id })
}

/** The same, with its result as data or as lines, and the exit code of how it ended. */
export async function trainHere(
  context: Context,
  isJson: boolean,
  begin: Begin,
): Promise<ExitCode> {
  const { print } = context
  const say = isJson ? print.remark : print.line
  const run = await inForeground(context, say, begin)
  if (isJson) print.json(trainResult(run))
  const code = conclude(run, say, context)
  const problems = run.findings.filter(({ weight }) => weight === 'problem')
  if (!isJson) problems.flatMap(findingLines).forEach(print.remark)
  return code
}
