import type { Guess } from '../../electron/contract/digits.ts'
import { choicesOf, formatWholeShare, isSure, leastShown, type Choice } from './answer.ts'
import { formatOrdinal } from './format.ts'
import { t } from './translate.ts'
import type { Truth } from './true-label.ts'

/** An answer in words, and what is said of it. */
export interface Verdict {
  readonly verdict: string
  readonly others: string
  readonly sense: 'good' | 'bad' | 'unsure' | 'plain'
}

interface Asked {
  readonly guess: Guess
  readonly classes: readonly string[]
  readonly sureFrom: number
  readonly truth: Truth | undefined
}

/** What is said of an answer to a drawing, whose true label may be known. */
export function verdictOf({ guess, classes, sureFrom, truth }: Asked): Verdict {
  const choices = choicesOf(guess)
  const place = choices.findIndex(({ label }) => classes[label] === truth?.label)
  const share = formatWholeShare(guess.confidence)
  const isOther = truth !== undefined && place !== 0
  // One that has no such class can be neither right nor wrong about it.
  const known = place < 0 ? undefined : truth
  const isCertain = isSure(guess, sureFrom)
  return {
    verdict: shareWords(share, isCertain, known && (isOther ? 'wrong' : 'right')),
    others: isOther ? truthWords(truth, place, choices[place]) : otherChoices(choices, classes),
    sense: senseOf(known, isOther, isCertain),
  }
}

function shareWords(share: string, isCertain: boolean, result: 'right' | 'wrong' | undefined) {
  if (isCertain && !result) return t('draw.sure', { share })
  if (isCertain) return t(result === 'wrong' ? 'draw.sureWrong' : 'draw.sureRight', { share })
  if (!result) return t('draw.notSure', { share })
  return t(result === 'wrong' ? 'draw.notSureWrong' : 'draw.notSureRight', { share })
}

function senseOf(truth: Truth | undefined, isWrong: boolean, isCertain: boolean) {
  if (truth) return isWrong ? 'bad' : 'good'
  return isCertain ? 'plain' : 'unsure'
}

/** `You said 4, its second choice with 15 %.` */
function truthWords({ label, isYours }: Truth, place: number, choice: Choice | undefined): string {
  if (!choice) return t(isYours ? 'draw.youSaidUnknown' : 'draw.labelUnknown', { label })
  return t(isYours ? 'draw.youSaid' : 'draw.labelIs', {
    label,
    place: placeWord(place),
    share: formatWholeShare(choice.probability),
  })
}

function placeWord(place: number): string {
  if (place === 1) return t('draw.place.second')
  return place === 2 ? t('draw.place.third') : formatOrdinal(place + 1)
}

/** The second and third choice, as far as they can be told from nothing. */
function otherChoices(choices: readonly Choice[], classes: readonly string[]): string {
  const [second = '', third = ''] = choices
    .slice(1, 3)
    .filter(({ probability }) => probability >= leastShown)
    .map(({ label, probability }) =>
      t('draw.choice', {
        digit: classes[label] ?? String(label),
        share: formatWholeShare(probability),
      }),
    )
  if (second === '') return t('draw.noOther')
  return third === '' ? t('draw.secondOnly', { second }) : t('draw.thenTwo', { second, third })
}
