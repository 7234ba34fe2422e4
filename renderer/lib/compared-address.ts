import * as v from 'valibot'
import type { CompareRuns } from '../../electron/contract/comparison.ts'
import { RunId } from '../../electron/contract/entities.ts'

export type ComparedRun = CompareRuns['runs'][number]

/** More curves cannot be told apart. */
export const mostCompared = 50

/** `id`, or `id@epoch` for a checkpoint; what is neither is undefined. */
function runOf(text: string): ComparedRun | undefined {
  const [id, epoch] = text.split('@')
  const parsed = v.safeParse(RunId, id)
  if (!parsed.success) return undefined
  if (epoch === undefined) return { id: parsed.output }
  return /^[1-9]\d{0,5}$/.test(epoch) ? { id: parsed.output, epoch: Number(epoch) } : undefined
}

export const runText = ({ id, epoch }: ComparedRun): string =>
  epoch === undefined ? id : `${id}@${String(epoch)}`

/** The runs and checkpoints named in an address, each once; what is no id is left out. */
export function runsIn(query: unknown): readonly ComparedRun[] {
  if (typeof query !== 'string') return []
  const runs = query.split(',').flatMap((text) => runOf(text) ?? [])
  return [...new Map(runs.map((run) => [runText(run), run])).values()].slice(0, mostCompared)
}

/** What a whole address asks to be compared; undefined while it names no run. */
export function comparedIn(query: Readonly<Record<string, unknown>>): CompareRuns | undefined {
  const runs = runsIn(query['ids'])
  if (runs.length === 0) return undefined
  const { baseline, by } = query
  const run = typeof baseline === 'string' ? runOf(baseline) : undefined
  const isThere = run !== undefined && runs.some((each) => runText(each) === runText(run))
  return {
    runs: [...runs],
    ...(baseline === 'published' ? { baseline } : isThere ? { baseline: run } : {}),
    ...(by === 'run' || by === 'configuration' ? { by } : {}),
  }
}
