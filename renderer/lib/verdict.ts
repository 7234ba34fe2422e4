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
  const isWrong = truth !== undefined && place !== 0
  const words = isSure(guess, sureFrom)
    ? t(truth ? (isWrong ? 'draw.sureWrong' : 'draw.sureRight') : 'draw.sure', { share })
    : t(truth ? (isWrong ? 'draw.notSureWrong' : 'draw.notSureRight') : 'draw.notSure', { share })
  return {
    verdict: words,
    others: isWrong ? truthWords(truth, place, choices[place]) : otherChoices(choices, classes),
    sense: senseOf(truth, isWrong, isSure(guess, sureFrom)),
  }
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
