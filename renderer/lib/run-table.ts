import type { Run, RunId } from '../../electron/contract/entities.ts'
import type { RunsView } from '../../electron/contract/run-list.ts'
import { hiddenText } from '../../electron/contract/setting-words.ts'
import { sortRuns } from '../../electron/contract/sort-runs.ts'
import { statusLine } from './run-status.ts'
import type { Message } from './translate.ts'

/** What stands above a column; without a column the list cannot be sorted by it. */
export interface ColumnHead {
  readonly column?: string
  readonly label: Message
  /** The second line. */
  readonly part?: Message
  /** Classes of its cells: numbers, and the width at which it goes. */
  readonly kind?: string
}

/** By a column of run-columns.ts. */
export type Sort = RunsView['sort']

export const newestFirst: Sort = { by: 'created', isDescending: true }

/** The sort after a click on a column's header: names and settings begin small, times begin new. */
export const sortAfterClick = (sort: Sort, by: string): Sort => ({
  by,
  isDescending: sort.by === by ? !sort.isDescending : by === 'created' || by === 'duration',
})

/** Ids in the order of a sort; runs that are alike stay newest first. */
export const orderOf = (runs: readonly Run[], sort: Sort): readonly RunId[] =>
  sortRuns(runs, sort).map(({ id }) => id)

const textOf = (run: Run): string =>
  [
    run.name,
    run.note,
    statusLine(run, 1).text,
    run.status,
    hiddenText(run.config.hidden),
    run.config.activation,
    run.config.optimizer,
    run.id,
  ]
    .join(' ')
    .toLowerCase()

/** True when every word of the search occurs in the run's name, note, state or network. */
export function isFound(run: Run, search: string): boolean {
  const text = textOf(run)
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** The ids from one row to another, both included, in the order of the list. */
export function between(order: readonly RunId[], from: RunId, to: RunId): readonly RunId[] {
  const [a, b] = [order.indexOf(from), order.indexOf(to)]
  if (a < 0 || b < 0) return [to]
  return order.slice(Math.min(a, b), Math.max(a, b) + 1)
}
