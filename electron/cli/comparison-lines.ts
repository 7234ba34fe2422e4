import type { Against, Comparison, ComparedMember } from '../contract/comparison.ts'
import {
  resultRows,
  settingRows,
  type ResultKey,
  type ResultRow,
} from '../contract/comparison-rows.ts'
import { published } from '../contract/training.ts'
import { shortened, table } from './print.ts'
import { duration, lossText, percent, points } from './words.ts'

const none = '–'

const verdictWords = {
  better: 'better',
  worse: 'worse',
  'inside-noise': 'inside the noise',
  'cannot-tell': 'cannot tell',
} as const

const pText = (p: number) => (p < 0.001 ? '< 0.001' : p.toFixed(p < 0.01 ? 3 : 2))
const range = (interval: readonly [number, number] | null, text: (value: number) => string) =>
  interval ? `${text(interval[0])} to ${text(interval[1])}` : none

const spreadCells = ({ accuracy }: Pick<ComparedMember, 'accuracy'>) =>
  accuracy
    ? [
        String(accuracy.n),
        percent(accuracy.mean),
        accuracy.deviation === null ? none : percent(accuracy.deviation),
        range(accuracy.interval, percent),
      ]
    : ['0', none, none, none]

const againstCells = (against: Against | undefined) =>
  against
    ? [
        against.difference === null ? none : points(against.difference),
        range(against.interval, points),
        against.adjustedP === null ? none : pText(against.adjustedP),
        verdictWords[against.verdict],
      ]
    : [none, none, none, 'baseline']

/** A line a member: what it reaches, and how it does against the baseline. */
function verdictTable({ members, baseline, against }: Comparison): readonly string[] {
  const rows = members.map((member, place) => [
    shortened(member.title, 40),
    ...spreadCells(member),
    ...(baseline === null ? [] : againstCells(against.find((each) => each.member === place))),
  ])
  const publishedRow = [
    'Published',
    ...['1', percent(1 - published.test.error), none, none],
    ...againstCells(undefined),
  ]
  const right = ['Seeds', 'Test %', 'Deviation', '95 % interval']
  const columns = [
    { title: '' },
    ...right.map((title) => ({ title, right: true })),
    ...(baseline === null
      ? []
      : [
          ...['Points', '95 % interval', 'p'].map((title) => ({ title, right: true })),
          { title: 'Verdict' },
        ]),
  ]
  return table(columns, baseline === 'published' ? [publishedRow, ...rows] : rows)
}

const titles: Readonly<Record<ResultKey, string>> = {
  'test-error': 'test error %',
  'least-test-error': 'least test error %',
  'most-test-error': 'most test error %',
  'best-epoch': 'best epoch',
  'test-loss': 'test loss',
  'train-error': 'train error %',
  'train-loss': 'train loss',
  'handwriting-error': 'handwriting error %',
  took: 'took',
}

const texts: Readonly<Record<ResultRow['kind'], (value: number) => string>> = {
  share: percent,
  loss: lossText,
  count: (value) => String(Math.round(value * 10) / 10),
  seconds: duration,
}

/** Settings that differ, then the results; one column a member. */
function membersTable(comparison: Comparison): readonly string[] {
  const heads = comparison.members.map(({ title, runs }) => {
    const [only] = runs
    const name = shortened(title, 32)
    return { title: only && runs.length === 1 ? `${name} (${only.id})` : name }
  })
  return table(
    [{ title: '' }, ...heads],
    [
      ...settingRows(comparison).map(({ setting, values }) => [setting, ...values]),
      ...resultRows(comparison).map(({ key, kind, values }) => [
        titles[key],
        ...values.map((value) => (value === null ? none : texts[kind](value))),
      ]),
    ],
  )
}

function importanceLines({ importance }: Comparison): readonly string[] {
  if (!importance) return []
  const rows = importance.settings.map(({ setting, share }) => [
    setting,
    `${String(Math.round(share * 100))} %`,
  ])
  return [
    '',
    ...table([{ title: 'What mattered' }, { title: 'Variance', right: true }], rows),
    ...importance.remarks,
  ]
}

/** The verdict first, then what it rests on. */
export function comparisonLines(comparison: Comparison): readonly string[] {
  const { headline, against, remarks, settling } = comparison
  return [
    headline,
    ...against.map(({ text }) => text),
    ...remarks,
    ...(settling ? [`To settle it: ${settling.text}`] : []),
    '',
    ...verdictTable(comparison),
    '',
    ...membersTable(comparison),
    ...importanceLines(comparison),
  ]
}
