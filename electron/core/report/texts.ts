import type {
  Against,
  ComparedMember,
  Comparison,
  ComparisonVerdict,
} from '../../contract/comparison.ts'
import type { ResultKey, ResultRow } from '../../contract/comparison-rows.ts'
import { settingKey } from '../../contract/setting-words.ts'
import type { RunDetail } from '../../contract/entities.ts'
import { pointsRange, signedPoints } from '../comparison/numbers.ts'
import { lossText, percentText } from '../diagnosis/words.ts'

const none = '–'

const verdictTexts: Readonly<Record<ComparisonVerdict, string>> = {
  better: 'Better',
  worse: 'Worse',
  'inside-noise': 'Inside the noise',
  'cannot-tell': 'Cannot tell',
}

export const resultTexts: Readonly<Record<ResultKey, string>> = {
  'test-error': 'Test error, last',
  'least-test-error': 'Test error, least',
  'most-test-error': 'Test error, most',
  'best-epoch': 'Best epoch',
  'test-loss': 'Test loss',
  'train-error': 'Train error',
  'train-loss': 'Train loss',
  'handwriting-error': 'Handwriting error',
  took: 'Took',
}

const values: Readonly<Record<ResultRow['kind'], (value: number) => string>> = {
  share: percentText,
  loss: lossText,
  count: (value) => String(Math.round(value * 10) / 10),
  seconds: (value) => `${value.toFixed(1)} s`,
}

export const valueText = (kind: ResultRow['kind'], value: number | null): string =>
  value === null ? none : values[kind](value)

/** `learning rate`. */
export const settingName = (setting: string): string =>
  settingKey(setting as Parameters<typeof settingKey>[0]).replaceAll('-', ' ')

export const verdictHeads = [
  'Name',
  'Seeds',
  'Test accuracy',
  'Deviation',
  '95 % interval',
  'Against the baseline',
  '95 % interval',
  'Test',
  'p',
  'p by Holm',
  'Verdict',
] as const

const chance = (p: number | null) => (p === null ? none : p < 0.001 ? '< 0.001' : p.toFixed(3))

const percents = (share: number | null) => (share === null ? none : percentText(share))

function spreadCells({ accuracy }: ComparedMember): readonly string[] {
  if (!accuracy) return ['0', none, none, none]
  const { n, mean, deviation, interval } = accuracy
  const range = interval ? interval.map(percentText).join(' to ') : none
  return [String(n), percentText(mean), percents(deviation), range]
}

const againstCells = ({ difference, interval, test, p, adjustedP, verdict }: Against) => [
  difference === null ? none : `${signedPoints(difference)} points`,
  interval ? pointsRange(interval) : none,
  test ?? none,
  chance(p),
  chance(adjustedP),
  verdictTexts[verdict],
]

/** A line a member, as the heads say. */
export function verdictLines({ members, against, baseline }: Comparison) {
  return members.map((member, place): readonly string[] => {
    const found = against.find((each) => each.member === place)
    const alone = [none, none, none, none, none, place === baseline ? 'Baseline' : none]
    return [member.title, ...spreadCells(member), ...(found ? againstCells(found) : alone)]
  })
}

/** What a reader needs to repeat a run. */
export function recordOf(run: RunDetail): readonly (readonly [name: string, value: string])[] {
  const made = run.stints.at(-1)
  const engine = run.engine
  return [
    ['Run', run.id],
    ['Seed', String(run.seed)],
    ['Note', run.note === '' ? none : run.note],
    ['Status', run.status],
    ['Data', `${run.dataset.id}, SHA-256 ${run.dataset.sha256 ?? none}`],
    ['Weights', `SHA-256 ${run.weightsSha256 ?? none}`],
    [
      'Engine',
      engine ? `${engine.kind} ${engine.version}, ${String(engine.threads)} threads` : none,
    ],
    ['Program', made ? `Digit Lab ${made.version}, commit ${made.commit ?? none}` : none],
    ['Machine', made ? `${made.system}, ${made.processor}, Node ${made.node}` : none],
    ['Settings', JSON.stringify(run.config)],
  ]
}
