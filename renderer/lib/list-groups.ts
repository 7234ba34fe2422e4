import type { Run, RunId } from '../../electron/contract/entities.ts'
import { sortRuns } from '../../electron/contract/sort-runs.ts'
import type { RunsView } from '../../electron/contract/run-list.ts'
import { listColumnOf } from './list-columns.ts'
import { valueColumn, valueText } from './list-cells.ts'

/** Runs that stand together; the one group of a list that is not grouped has no name. */
export interface RunGroup {
  readonly name: string | null
  readonly ids: readonly RunId[]
}

/** A line of the list. */
export type ListLine =
  | { readonly kind: 'run'; readonly key: string; readonly id: RunId }
  | {
      readonly kind: 'group'
      readonly key: string
      readonly group: RunGroup
      readonly isOpen: boolean
    }

const pinnedFirst = (runs: readonly Run[]): readonly Run[] => [
  ...runs.filter((run) => run.isPinned),
  ...runs.filter((run) => !run.isPinned),
]

/** Runs in their order, pinned ones first. */
export const ordered = (runs: readonly Run[], sort: RunsView['sort']): readonly Run[] =>
  pinnedFirst(sortRuns(runs, sort))

/** Runs in groups of one value of a column; a group stands where its first run does. */
export function grouped(runs: readonly Run[], groupBy: string | null): readonly RunGroup[] {
  const shown = groupBy === null ? undefined : listColumnOf(groupBy)
  const column = groupBy === null ? undefined : valueColumn(groupBy, null)
  if (!column) return [{ name: null, ids: runs.map(({ id }) => id) }]
  const nameOf = (run: Run) => valueText(shown ?? column, column.value(run), 0)
  return [...Map.groupBy(runs, nameOf)].map(([name, members]) => ({
    name,
    ids: members.map(({ id }) => id),
  }))
}

const lineOfRun = (id: RunId): ListLine => ({ kind: 'run', key: id, id })

/** The lines in sight; the runs of a closed group are not. */
export const linesOf = (
  groups: readonly RunGroup[],
  closed: ReadonlySet<string>,
): readonly ListLine[] =>
  groups.flatMap((group): readonly ListLine[] => {
    if (group.name === null) return group.ids.map(lineOfRun)
    const isOpen = !closed.has(group.name)
    const head: ListLine = { kind: 'group', key: `group:${group.name}`, group, isOpen }
    return isOpen ? [head, ...group.ids.map(lineOfRun)] : [head]
  })

/** True where the same runs are there and the same ones are pinned, whatever else became of them. */
export function isSameCast(one: readonly Run[], other: readonly Run[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      ({ id, isPinned }, index) => id === other[index]?.id && isPinned === other[index].isPinned,
    )
  )
}

/** For the same runs: true where each is still queued, training, done or whatever it was. */
export const hasSameStates = (one: readonly Run[], other: readonly Run[]): boolean =>
  one.every(({ status }, index) => status === other[index]?.status)

/** How many lines further down a line is than it was; none where it is unknown. */
export function linesBetween(
  before: readonly ListLine[],
  now: readonly ListLine[],
  key: string | undefined,
): number {
  const from = before.findIndex((line) => line.key === key)
  const to = now.findIndex((line) => line.key === key)
  return from < 0 || to < 0 ? 0 : to - from
}

/** The ids from one row to another, both included, in the order of the list. */
export function between(order: readonly RunId[], from: RunId, to: RunId): readonly RunId[] {
  const [a, b] = [order.indexOf(from), order.indexOf(to)]
  if (a < 0 || b < 0) return [to]
  return order.slice(Math.min(a, b), Math.max(a, b) + 1)
}
