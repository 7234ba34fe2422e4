import type { Run } from './entities.ts'
import { columnNamed, isNone, type ColumnValue } from './run-columns.ts'
import type { RunsView } from './run-list.ts'

const collator = new Intl.Collator('en', { numeric: true })

/** Texts as people order them, numbers in them as numbers; equal only where they are the same but for case. */
export function compareTexts(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  if (a === b) return 0
  return collator.compare(a, b) || (a < b ? -1 : 1)
}

const inOneText = (value: ColumnValue): string =>
  typeof value === 'object' && value !== null ? value.join(', ') : String(value)

/** Below zero where `one` comes first; what has no value comes last, either way. */
export function compareValues(one: ColumnValue, other: ColumnValue, isDescending = false): number {
  if (isNone(one) || isNone(other)) return Number(isNone(one)) - Number(isNone(other))
  const order =
    typeof one === 'number' && typeof other === 'number'
      ? one - other
      : compareTexts(inOneText(one), inOneText(other))
  return isDescending ? -order : order
}

/** Runs in the order of a column; those that are alike stay newest first, as all do without such a column. */
export function sortRuns(
  runs: readonly Run[],
  { by, isDescending }: RunsView['sort'],
): readonly Run[] {
  const column = columnNamed(by)
  const valueOf = column?.rank ?? column?.value ?? (() => null)
  return runs
    .map((run) => ({ run, value: valueOf(run) }))
    .sort(
      (one, other) =>
        compareValues(one.value, other.value, isDescending) ||
        other.run.createdAt - one.run.createdAt,
    )
    .map(({ run }) => run)
}
