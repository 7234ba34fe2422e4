import type { Run } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { runMeant } from '../core/run-meant.ts'
import type { Context } from './command.ts'

const noRuns = (context: Context, text: string) =>
  new AppError('not-found', `No run ${JSON.stringify(text)}: ${context.dataDir} has no runs yet`)

/** The run that an id, a unique prefix, a name or `last` means; throws an AppError when there is none or several. */
export async function findRun(context: Context, text: string): Promise<Run> {
  if (!context.hasRuns()) throw noRuns(context, text)
  const core = await context.core()
  return core.ask('runs.find', { run: text })
}

/** The runs that these mean, each once, in their order; throws an AppError for the first that means none or several. */
export async function findRuns(
  context: Context,
  texts: readonly string[],
): Promise<readonly Run[]> {
  const found = new Map<string, Run>()
  for (const text of texts) {
    const run = await findRun(context, text)
    found.set(run.id, run)
  }
  return [...found.values()]
}

const places = { archived: 'in the archive', deleted: 'in the bin' } as const

/** The same among the runs of the archive or of the bin. */
export async function findRunsIn(
  context: Context,
  place: keyof typeof places,
  texts: readonly string[],
): Promise<readonly Run[]> {
  if (!context.hasRuns()) throw noRuns(context, texts[0] ?? '')
  const runs = await (await context.core()).ask('runs.list', { place })
  const found = texts.map((text) => {
    const run = runMeant(runs, text, ` ${places[place]}`)
    if (run) return run
    throw new AppError('not-found', `No run ${JSON.stringify(text)} ${places[place]}`)
  })
  return [...new Set(found)]
}
