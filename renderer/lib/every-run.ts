import { testScore } from '../../electron/contract/run-columns.ts'
import type { Guess } from '../../electron/contract/digits.ts'
import type { Run, RunId } from '../../electron/contract/entities.ts'
import type { RunAnswer } from '../../electron/contract/evaluations.ts'
import { wholePercent } from './answer.ts'
import { formatPercent, noValue } from './format.ts'
import type { Readers } from './readers.ts'
import { t, tCount } from './translate.ts'
import type { Truth } from './true-label.ts'

/** A run with its answer, as the table shows it. */
export interface ReadingRow {
  readonly id: RunId
  readonly name: string
  readonly colour: number
  readonly testError: string
  readonly says: string
  readonly sense: 'good' | 'bad' | 'plain'
  /** How probable each digit is. */
  readonly shares: readonly {
    readonly digit: number
    readonly text: string
    readonly heat: number
  }[]
}

/** Where one heat ends and the next begins. */
const heatSteps = [0.005, 0.1, 0.25, 0.5, 0.75]

/** From 0, nothing to see, to 5. */
export const heatOf = (share: number): number => heatSteps.filter((step) => share >= step).length

/** Whole percent without the sign; nothing where it would read 0. */
const shareText = (share: number): string =>
  share < (heatSteps[0] ?? 0) ? '' : String(wholePercent(share))

function senseOf(digit: number, truth: Truth | undefined): ReadingRow['sense'] {
  if (!truth) return 'plain'
  return truth.label === String(digit) ? 'good' : 'bad'
}

/** Runs in their order, each with its answer where it has one. */
export function readingRows(
  runs: readonly Run[],
  answers: readonly RunAnswer[],
  truth: Truth | undefined,
): readonly ReadingRow[] {
  const guesses = new Map<RunId, Guess>(answers.map(({ id, guess }) => [id, guess]))
  return runs.map((run) => {
    const { id, name, colour } = run
    const score = testScore(run)
    const guess = guesses.get(id)
    return {
      id,
      name,
      colour,
      testError: score ? formatPercent(score.error) : noValue,
      says: guess ? String(guess.digit) : noValue,
      sense: guess ? senseOf(guess.digit, truth) : 'plain',
      shares: Array.from({ length: 10 }, (_, digit) => {
        const share = guess?.probabilities[digit] ?? 0
        return { digit, text: shareText(share), heat: heatOf(share) }
      }),
    }
  })
}

/** More groups than these are counted together. */
const mostGroups = 3

/** `6 say 9, 3 say 4`; nothing where there is nothing to agree on. */
export function agreement(answers: readonly RunAnswer[]): string {
  if (answers.length < 2) return ''
  const groups = [...Map.groupBy(answers, ({ guess }) => guess.digit)]
    .map(([digit, { length }]) => ({ digit: String(digit), count: length }))
    .toSorted((a, b) => b.count - a.count)
  const [first] = groups
  if (groups.length === 1 && first)
    return t('draw.allSay', { count: first.count, digit: first.digit })
  const named = groups
    .slice(0, mostGroups)
    .map(({ digit, count }) => t(count === 1 ? 'draw.oneSays' : 'draw.someSay', { count, digit }))
  const others = groups.slice(mostGroups).reduce((sum, { count }) => sum + count, 0)
  const rest = others > 0 ? [tCount('draw.oneOther', 'draw.others', others)] : []
  return [...named, ...rest].join(', ')
}

/** Which runs do not answer, and why; nothing where all do. */
export function leftOut({ passedOver, unfit, runs }: Readers): string {
  const sentences = [
    passedOver > 0
      ? t('draw.passedOver', { shown: runs.length, of: runs.length + passedOver })
      : '',
    unfit > 0 ? tCount('draw.unfitOne', 'draw.unfit', unfit) : '',
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}
