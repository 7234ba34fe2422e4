import { unreachable } from '../electron/contract/errors.ts'
import { table } from '../electron/cli/print.ts'
import type { Line } from './benchmark.ts'
import { inUnit, verdictOf } from './verdict.ts'

const columns = [
  { title: 'what' },
  { title: 'measured', right: true },
  { title: 'at most', right: true },
  { title: '' },
  { title: 'from' },
]

function fromWhat({ outcome }: Line): string {
  switch (outcome.kind) {
    case 'measured':
      return outcome.from
    case 'unavailable':
    case 'failed':
      return outcome.reason
    default:
      return unreachable(outcome)
  }
}

/** Every line with what was measured, its target and whether it was met. */
export const report = (lines: readonly Line[]): readonly string[] =>
  table(
    columns,
    lines.map((line) => [
      line.what,
      line.outcome.kind === 'measured' ? inUnit(line.outcome.value, line.unit) : '–',
      line.most === null ? '–' : inUnit(line.most, line.unit),
      verdictOf(line),
      fromWhat(line),
    ]),
  )

/** How many lines have each verdict, in words. */
export function summary(lines: readonly Line[]): string {
  const verdicts = lines.map(verdictOf)
  return (['met', 'missed', 'failed', 'not measured', 'for information'] as const)
    .map((verdict) => ({ verdict, count: verdicts.filter((found) => found === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${String(count)} ${verdict}`)
    .join(', ')
}
