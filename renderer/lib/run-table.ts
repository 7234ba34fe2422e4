import type { Run, RunId } from '../../electron/contract/entities.ts'
import { formatHidden } from './format.ts'
import { weightCount } from './reference.ts'
import { statusLine } from './run-status.ts'
import type { Message } from './translate.ts'

/** What the list can be sorted by. A text or a number; null is always last. */
const columns = {
  name: (run: Run) => run.name.toLowerCase(),
  status: (run: Run) => run.status,
  hidden: (run: Run) => weightCount(run.config.hidden, run.dataset),
  learningRate: (run: Run) => run.config.learningRate,
  batch: (run: Run) => run.config.batch,
  epochs: (run: Run) => run.config.epochs,
  seed: (run: Run) => run.seed,
  train: (run: Run) => run.final?.train.error ?? null,
  test: (run: Run) => run.final?.test.error ?? null,
  best: (run: Run) => run.best?.test.error ?? null,
  took: (run: Run) => run.seconds,
  started: (run: Run) => run.createdAt,
}
export type Column = keyof typeof columns

/** What stands above a column; without a column the list cannot be sorted by it. */
export interface ColumnHead {
  readonly column?: Column
  readonly label: Message
  /** The second line. */
  readonly part?: Message
  /** Classes of its cells: numbers, and the width at which it goes. */
  readonly kind?: string
}

export interface Sort {
  readonly by: Column
  readonly isDescending: boolean
}

export const newestFirst: Sort = { by: 'started', isDescending: true }

/** The sort after a click on a column's header: names and settings begin small, times begin new. */
export const sortAfterClick = (sort: Sort, by: Column): Sort => ({
  by,
  isDescending: sort.by === by ? !sort.isDescending : by === 'started' || by === 'took',
})

function compared(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  if (typeof a === 'string' || typeof b === 'string')
    return String(a).localeCompare(String(b), 'en', { numeric: true })
  return a - b
}

/** Ids in the order of a sort; runs that are alike stay newest first. */
export function orderOf(runs: readonly Run[], { by, isDescending }: Sort): readonly RunId[] {
  const valueOf = columns[by]
  const sign = isDescending ? -1 : 1
  return runs
    .toSorted((first, second) => {
      const [a, b] = [valueOf(first), valueOf(second)]
      if (a === null || b === null) return compared(a, b)
      return sign * compared(a, b) || second.createdAt - first.createdAt
    })
    .map(({ id }) => id)
}

const textOf = (run: Run): string =>
  [
    run.name,
    run.note,
    statusLine(run, 1).text,
    run.status,
    formatHidden(run.config.hidden),
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
