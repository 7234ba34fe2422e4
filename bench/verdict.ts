import { unreachable } from '../electron/contract/errors.ts'
import type { Line, Unit } from './benchmark.ts'

export type Verdict = 'met' | 'missed' | 'for information' | 'not measured' | 'failed'

export function verdictOf({ most, outcome }: Line): Verdict {
  switch (outcome.kind) {
    case 'measured':
      if (most === null) return 'for information'
      // A value that is no number is never within its target.
      return outcome.value <= most ? 'met' : 'missed'
    case 'unavailable':
      return 'not measured'
    case 'failed':
      return 'failed'
    default:
      return unreachable(outcome)
  }
}

/** 1 when a target was missed or something failed; what is for information or could not be measured is no fault. */
export const exitCodeOf = (lines: readonly Line[]): 0 | 1 =>
  lines.map(verdictOf).some((verdict) => verdict === 'missed' || verdict === 'failed') ? 1 : 0

const digits: Readonly<Record<Unit, number>> = { ratio: 3, s: 2, ms: 1, MB: 1, tensors: 0 }

/** A value with its unit: `0.583`, `1.72 s`. */
export const inUnit = (value: number, unit: Unit): string =>
  unit === 'ratio' ? value.toFixed(digits.ratio) : `${value.toFixed(digits[unit])} ${unit}`

/** The seconds that something took, with the name it has in a table. */
export interface Timed {
  readonly name: string
  readonly seconds: number
}

/** How the least time of a program compares with that of another. */
export const ratioLine = (what: string, ours: Timed, theirs: Timed, most: number | null): Line => ({
  what,
  unit: 'ratio',
  most,
  outcome: {
    kind: 'measured',
    value: ours.seconds / theirs.seconds,
    from: `${ours.name} ${inUnit(ours.seconds, 's')}, ${theirs.name} ${inUnit(theirs.seconds, 's')}`,
  },
})
