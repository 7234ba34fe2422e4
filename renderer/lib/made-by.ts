import type { Stint } from '../../electron/contract/training.ts'
import { formatCount, noValue } from './format.ts'
import { shortHash } from './run-facts.ts'
import { formatMoment } from './time.ts'
import { t } from './translate.ts'

export interface Fact {
  readonly label: string
  readonly value: string
  /** In full, where the value is shortened. */
  readonly whole: string
}

const fact = (label: string, value: string, whole = value): Fact => ({ label, value, whole })

function sourceFact({ commit, hasChanges }: Stint): Fact {
  if (commit === null) return fact(t('madeBy.commit'), noValue)
  const words = (hash: string) => (hasChanges ? t('madeBy.changedSince', { commit: hash }) : hash)
  return fact(t('madeBy.commit'), words(shortHash(commit)), words(commit))
}

/** Program and machine of a start of training. */
export const environmentFacts = (stint: Stint): readonly Fact[] => [
  fact(t('madeBy.version'), stint.version),
  sourceFact(stint),
  fact(t('madeBy.node'), stint.node),
  fact(t('madeBy.system'), stint.system),
  fact(t('madeBy.processor'), stint.processor),
  fact(t('madeBy.cores'), formatCount(stint.cores)),
  fact(t('madeBy.memory'), t('madeBy.gigabytes', { size: (stint.memory / 1e9).toFixed(1) })),
]

export interface Start {
  readonly key: string
  readonly when: string
  readonly command: string
}

/** When and by which command training began, and went on each time. */
export const startsOf = (stints: readonly Stint[]): readonly Start[] =>
  stints.map(({ startedAt, fromStep, commandLine }, index) => ({
    key: String(index),
    when: t('madeBy.start', { step: formatCount(fromStep + 1), when: formatMoment(startedAt) }),
    command: commandLine.join(' '),
  }))
