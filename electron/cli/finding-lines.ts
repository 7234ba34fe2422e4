import type { RunDetail } from '../contract/entities.ts'
import type { Finding } from '../contract/training.ts'

const names = { problem: 'Problem', hint: 'Hint', note: 'Note' } as const

/** What it is, and below it the numbers and what to try. */
export const findingLines = ({ weight, text, evidence, advice }: Finding): readonly string[] => [
  `${names[weight]}: ${text}`,
  `  ${evidence}`,
  ...(advice === null ? [] : [`  ${advice}`]),
]

/** The section of a run's findings, also where there are none. */
export function findingsSection({ epochs, findings }: RunDetail): readonly string[] {
  if (findings.length > 0) return ['Findings', ...findings.flatMap(findingLines)]
  return [`Findings: ${epochs.length === 0 ? 'nothing to report yet' : 'nothing unusual'}`]
}
