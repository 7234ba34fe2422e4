import type { CompareRuns } from '../contract/comparison.ts'
import type { Run } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { configurationKey } from '../contract/same-configuration.ts'
import type { Context } from './command.ts'
import { findRun } from './find-run.ts'

type AskedRun = CompareRuns['runs'][number]

const atEpoch = /^(.+)@([1-9]\d{0,5})$/

/** The run that an operand means, or its checkpoint where it ends with `@EPOCH`; a name that ends so comes first. */
export async function askedRun(context: Context, text: string): Promise<AskedRun> {
  const [, name, epoch] = atEpoch.exec(text) ?? []
  try {
    return { id: (await findRun(context, text)).id }
  } catch (error) {
    const isOther = !(error instanceof AppError) || error.code !== 'not-found'
    if (isOther || name === undefined) throw error
    return { id: (await findRun(context, name)).id, epoch: Number(epoch) }
  }
}

/** A run with every other of the same configuration, oldest first. */
async function withRepeats(context: Context, asked: AskedRun): Promise<readonly AskedRun[]> {
  const runs: readonly Run[] = await (await context.core()).ask('runs.list', {})
  const run = runs.find(({ id }) => id === asked.id)
  if (!run) return [asked]
  const key = configurationKey(run)
  return runs
    .filter((other) => configurationKey(other) === key)
    .map(({ id }) => ({ ...asked, id }))
    .reverse()
}

/** What is compared: the runs that are named, and their repeats where they are wanted or only one run is named. */
export async function comparedRuns(
  context: Context,
  operands: readonly string[],
  hasRepeats: boolean,
): Promise<CompareRuns['runs']> {
  const named = operands.length === 0 ? ['last'] : operands
  const asked: AskedRun[] = []
  for (const operand of named) {
    const run = await askedRun(context, operand)
    asked.push(...(hasRepeats || named.length === 1 ? await withRepeats(context, run) : [run]))
  }
  return asked
}
