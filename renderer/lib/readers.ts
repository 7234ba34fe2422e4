import type { Run } from '../../electron/contract/entities.ts'

/** Runs that have weights to read a drawing with, in the order of the list. */
export const readableRuns = (runs: readonly Run[]): readonly Run[] =>
  runs.filter(({ weightsSha256 }) => weightsSha256 !== null)

/** The epoch that an address asks for; undefined is the last checkpoint. */
export function epochOf(query: unknown): number | undefined {
  const epoch = Number(query)
  return typeof query === 'string' && Number.isInteger(epoch) && epoch >= 1 ? epoch : undefined
}
