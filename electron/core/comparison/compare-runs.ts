import type { Against, ComparedMember, CompareRuns, Comparison } from '../../contract/comparison.ts'
import type { RunDetail, RunId } from '../../contract/entities.ts'
import { AppError } from '../../contract/errors.ts'
import { differencesOf } from '../differences.ts'
import { mnist } from '../mnist.ts'
import { holm } from '../statistics/holm.ts'
import { significance } from '../statistics/spread.ts'
import { importanceOf } from './importance.ts'
import { groupingOf, membersOf, type AskedRun, type Member } from './members.ts'
import { settlingOf } from './settling.ts'
import {
  testPair,
  testPublished,
  type Tested,
  type TestingOptions,
  type Untested,
} from './test-pair.ts'
import {
  aloneText,
  baselineOf,
  comparedText,
  headlineOf,
  publishedBaseline,
  untestedText,
  type Baseline,
  type Compared,
} from './words.ts'

export interface ComparingOptions extends TestingOptions {
  readonly detail: (id: RunId) => RunDetail
}

/** The runs that are asked about, each with each epoch once. */
function askedRuns(runs: CompareRuns['runs'], detail: ComparingOptions['detail']) {
  const details = new Map<RunId, RunDetail>()
  const asked = new Map<string, AskedRun>()
  for (const { id, epoch = null } of runs) {
    const run = details.get(id) ?? detail(id)
    details.set(id, run)
    if (epoch !== null && !run.epochs.some((finished) => finished.epoch === epoch))
      throw new AppError('not-found', `Run ${run.name} has no finished epoch ${String(epoch)}`)
    asked.set(`${id} ${String(epoch)}`, { run, epoch })
  }
  return { details: [...details.values()], asked: [...asked.values()] }
}

/** The place of the member that a run stands for. */
function placeOf(members: readonly Member[], baseline: CompareRuns['runs'][number]): number {
  const epoch = baseline.epoch ?? null
  const place = members.findIndex(({ runs }) =>
    runs.some((run) => run.id === baseline.id && run.epoch === epoch),
  )
  if (place >= 0) return place
  throw new AppError('bad-input', `The baseline ${baseline.id} must be one of the compared runs`)
}

function chosenBaseline(members: readonly Member[], chosen: CompareRuns['baseline']) {
  if (chosen === 'published') return chosen
  if (chosen) return placeOf(members, chosen)
  if (members.length > 1) return 0
  return members[0]?.counted[0]?.run.dataset.id === mnist.id ? 'published' : null
}

const isTested = (found: Tested | Untested): found is Tested => 'test' in found

function verdictOf(found: Tested, p: number, isSame: boolean): Against['verdict'] {
  if (isSame || p >= significance) return 'inside-noise'
  return found.difference > 0 ? 'better' : 'worse'
}

const nothing = {
  difference: null,
  interval: null,
  test: null,
  p: null,
  adjustedP: null,
  board: null,
  seedsNeeded: null,
} as const

/** One line for each member but the baseline, corrected for how many they are. */
function judged(
  base: Baseline,
  found: readonly {
    readonly place: number
    readonly member: Member
    readonly result: Tested | Untested
  }[],
): readonly Against[] {
  const tested = found.map(({ result }) => result).filter(isTested)
  const adjusted = holm(tested.map(({ p }) => p))
  return found.map(({ place, member, result }) => {
    if (!isTested(result))
      return {
        ...nothing,
        member: place,
        verdict: 'cannot-tell',
        text: untestedText(member, base, result.reason),
      }
    const adjustedP = adjusted[tested.indexOf(result)] ?? result.p
    const isSame = member.key === base.key
    const compared: Compared = {
      ...result,
      member: place,
      adjustedP,
      verdict: verdictOf(result, adjustedP, isSame),
    }
    return { ...compared, text: comparedText(member, base, compared) }
  })
}

const oneSeedEach =
  'One run of each says how these weights differ, not how the settings do: another seed may change the order.'
const manyAtOnce = (count: number) =>
  `Verdicts rest on p corrected by Holm for ${String(count)} comparisons at once.`

function remarksOn(members: readonly Member[], against: readonly Against[]): readonly string[] {
  const isSingle = against.some(({ board, verdict }) => board && verdict !== 'inside-noise')
  const tests = against.filter(({ p }) => p !== null).length
  return [
    ...(isSingle ? [oneSeedEach] : []),
    ...(tests > 1 ? [manyAtOnce(tests)] : []),
    ...members.flatMap(({ published: place }) => place?.text ?? []),
    ...members.flatMap(({ title, remarks }) => remarks.map((remark) => `${title}: ${remark}.`)),
  ]
}

function headline(members: readonly Member[], base: Baseline | null, against: readonly Against[]) {
  const [only] = members
  if (only && members.length === 1 && (only.published || !base)) return aloneText(only)
  if (!base) return ''
  return headlineOf(
    base,
    against.map(({ member, verdict }) => ({ title: members[member]?.title ?? '', verdict })),
  )
}

/** Without what only tests need. */
const shown = ({ name, title, runs, accuracy, published, remarks }: Member): ComparedMember => ({
  name,
  title,
  runs,
  accuracy,
  published,
  remarks,
})

/** Compares runs by what is known of them. Rejects when `signal` aborts. */
export async function compareRuns(
  choice: CompareRuns,
  options: ComparingOptions,
  signal?: AbortSignal,
): Promise<Comparison> {
  const { details, asked } = askedRuns(choice.runs, options.detail)
  const grouping = groupingOf(asked, choice)
  const members = membersOf(asked, grouping)
  const baseline = chosenBaseline(members, choice.baseline)
  const baseMember = typeof baseline === 'number' ? members[baseline] : undefined
  const base = baseMember ? baselineOf(baseMember) : baseline === null ? null : publishedBaseline
  const found = []
  for (const [place, member] of members.entries()) {
    if (base === null || place === baseline) continue
    const result = baseMember
      ? await testPair(baseMember, member, options, signal)
      : testPublished(member)
    found.push({ place, member, result })
  }
  const against = base ? judged(base, found) : []
  const trials = members.flatMap(({ counted }) =>
    counted.map(({ run, accuracy }) => ({ config: run.config, accuracy })),
  )
  return {
    runs: details,
    differences: differencesOf(details),
    by: grouping,
    members: members.map(shown),
    baseline,
    against,
    headline: headline(members, base, against),
    remarks: remarksOn(members, against),
    settling: settlingOf(members, against),
    importance: importanceOf(trials),
  }
}
