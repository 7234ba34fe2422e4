import type { Run } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import type { Context } from './command.ts'

const noRuns = (context: Context, text: string) =>
  new AppError('not-found', `No run ${JSON.stringify(text)}: ${context.dataDir} has no runs yet`)

/** The run that an id, a unique prefix, a name or `last` means; throws an AppError when there is none or several. */
export async function findRun(context: Context, text: string): Promise<Run> {
  if (!context.hasRuns()) throw noRuns(context, text)
  const core = await context.core()
  return core.ask('runs.find', { run: text })
}

/** The run in the bin whose id begins with `text`; throws an AppError when there is none or several. */
export async function findDeletedRun(context: Context, text: string): Promise<Run> {
  if (!context.hasRuns()) throw noRuns(context, text)
  const core = await context.core()
  const deleted = await core.ask('runs.list', { place: 'deleted' })
  const fitting = deleted.filter(({ id }) => id.startsWith(text))
  const [found] = fitting
  if (!found) throw new AppError('not-found', `No run ${JSON.stringify(text)} in the bin`)
  if (fitting.length > 1)
    throw new AppError('ambiguous', `${text} fits ${String(fitting.length)} runs in the bin`)
  return found
}
