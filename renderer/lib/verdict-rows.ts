import type { Against, Comparison } from '../../electron/contract/comparison.ts'
import type { RunId } from '../../electron/contract/entities.ts'
import { formatPercent, formatPoints, noValue } from './format.ts'
import { t } from './translate.ts'

/** Places in percent of the width of a drawing. */
export interface DrawnInterval {
  readonly zero: number
  readonly low: number
  readonly high: number
  readonly at: number
}

/** A member against the baseline. */
export interface VerdictRow {
  readonly key: string
  readonly name: string
  /** Its first run, whose colour it has. */
  readonly run: RunId | undefined
  readonly points: string
  readonly interval: string
  readonly p: string
  readonly verdict: string
  readonly tone: 'good' | 'bad' | 'mid'
  /** Null where nothing is known. */
  readonly drawn: DrawnInterval | null
}

const tones = { better: 'good', worse: 'bad', 'inside-noise': 'mid', 'cannot-tell': 'mid' } as const

const formatP = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(p < 0.01 ? 3 : 2))

/** Room left beside the widest interval. */
const edge = 0.06

/** All intervals on one axis that has 0 in it. */
function axisOf(against: readonly Against[]): (value: number) => number {
  const ends = [0, ...against.flatMap(({ interval }) => interval ?? [])]
  const [least, most] = [Math.min(...ends), Math.max(...ends)]
  const width = most - least || 1
  return (value) => 100 * (edge + (1 - 2 * edge) * ((value - least) / width))
}

function rangeText({ interval }: Against): string {
  if (!interval) return noValue
  return t('compare.range', { low: formatPoints(interval[0]), high: formatPoints(interval[1]) })
}

export function verdictRows({ members, against }: Comparison): readonly VerdictRow[] {
  const place = axisOf(against)
  return against.map((each) => {
    const { difference, interval, adjustedP, verdict } = each
    const member = members[each.member]
    return {
      key: String(each.member),
      name: member?.title ?? '',
      run: member?.runs[0]?.id,
      points: difference === null ? noValue : formatPoints(difference),
      interval: rangeText(each),
      p: adjustedP === null ? noValue : formatP(adjustedP),
      verdict: t(`compare.verdict.${verdict}`),
      tone: tones[verdict],
      drawn:
        interval && difference !== null
          ? {
              zero: place(0),
              low: place(interval[0]),
              high: place(interval[1]),
              at: place(difference),
            }
          : null,
    }
  })
}

/** What the accuracies of members are, for who reads them as a line. */
export function spreadText({ accuracy }: Comparison['members'][number]): string {
  if (!accuracy) return noValue
  if (accuracy.deviation === null) return formatPercent(accuracy.mean)
  return t('compare.spread', {
    mean: formatPercent(accuracy.mean),
    deviation: formatPercent(accuracy.deviation),
  })
}
