import type { ComparedMember, CompareRuns, MemberRun } from '../../contract/comparison.ts'
import { finishedEpochs, type RunDetail } from '../../contract/entities.ts'
import { testScore } from '../../contract/run-columns.ts'
import { configurationKey } from '../../contract/same-configuration.ts'
import { mnist } from '../mnist.ts'
import { spreadOf } from '../statistics/spread.ts'
import { publishedPlace } from './published-place.ts'

/** A run with the epoch that it is asked about; null: the weights it ended with or has come to. */
export interface AskedRun {
  readonly run: RunDetail
  readonly epoch: number | null
}

/** What is compared, with the runs behind it. */
export interface Member extends ComparedMember {
  readonly counted: readonly (AskedRun & { readonly accuracy: number })[]
  /** Equal where two members differ in their seeds alone. */
  readonly key: string
}

function accuracyOf({ run, epoch }: AskedRun): number | null {
  const finished = run.epochs.find((each) => each.epoch === epoch)
  const score = epoch === null ? testScore(run) : finished?.test
  return score ? 1 - score.error : null
}

/** Before its end a run is like those of its configuration that have come as far. */
const isUnfinished = ({ run, epoch }: AskedRun) => epoch === null && run.status !== 'completed'

const keyOf = ({ run, epoch }: AskedRun) => `${configurationKey(run)} ${String(epoch)}`

/** Equal for members of one configuration at the same point of training. */
function memberKey(asked: readonly AskedRun[]): string {
  const [first] = asked
  if (!first) return ''
  const isWhole = asked.some((each) => !isUnfinished(each))
  return isWhole ? keyOf(first) : `${keyOf(first)} ${String(finishedEpochs(first.run))}`
}

/** Runs of one configuration together, in the order of the first of each. */
function together(asked: readonly AskedRun[]): readonly (readonly AskedRun[])[] {
  return [...Map.groupBy(asked, keyOf).values()]
}

/** Runs of one configuration are one group; where they would be all there is, two of them, or others than a chosen one, are held against each other. */
export function groupingOf(
  asked: readonly AskedRun[],
  { by, baseline }: Pick<CompareRuns, 'by' | 'baseline'>,
): 'configuration' | 'run' {
  if (by) return by
  const isOneGroup = together(asked).length === 1
  const isAgainstRun = baseline !== undefined && baseline !== 'published'
  return isOneGroup && (asked.length <= 2 || isAgainstRun) ? 'run' : 'configuration'
}

/** What its repeats have in common: the name of the first without its seed. */
function groupName([first]: readonly AskedRun[]): string {
  if (!first) return ''
  const { name, seed, group } = first.run
  return group?.kind === 'repeat' ? group.name : name.replace(`, seed ${String(seed)}`, '')
}

/** Of repeats only whole runs are alike; while there is none, those that have come as far as any. */
function wholeRuns(asked: readonly AskedRun[]): ReadonlySet<AskedRun> {
  const measured = asked.filter((each) => accuracyOf(each) !== null)
  if (asked.length === 1 || asked[0]?.epoch !== null) return new Set(measured)
  const completed = measured.filter(({ run }) => run.status === 'completed')
  if (completed.length > 0) return new Set(completed)
  const most = Math.max(...measured.map(({ run }) => finishedEpochs(run)))
  return new Set(measured.filter(({ run }) => finishedEpochs(run) === most))
}

/** Of runs with the same seed one says all there is. */
function onceEach(asked: readonly AskedRun[]): ReadonlySet<AskedRun> {
  const bySeed = Map.groupBy(asked, ({ run }) => run.seed)
  return new Set([...bySeed.values()].flatMap(([first]) => first ?? []))
}

const notCounted = (count: number, one: string, many: string): readonly string[] =>
  count === 0 ? [] : [`Not counted: ${String(count)} ${count === 1 ? one : many}`]

function remarksOn(asked: readonly AskedRun[], whole: number, counted: number): readonly string[] {
  const [only] = asked
  if (only && asked.length === 1) {
    const { epochs } = only.run.progress
    return isUnfinished(only)
      ? [`${String(finishedEpochs(only.run))} of ${String(epochs)} epochs are finished`]
      : []
  }
  return [
    ...notCounted(asked.length - whole, 'unfinished run', 'unfinished runs'),
    ...notCounted(
      whole - counted,
      'run of a seed that counts already',
      'runs of seeds that count already',
    ),
  ]
}

function titleOf(asked: readonly AskedRun[], name: string, seeds: number): string {
  const epoch = asked[0]?.epoch ?? null
  const after = epoch === null ? [] : [`after epoch ${String(epoch)}`]
  const many = asked.length > 1 ? [`${String(seeds)} ${seeds === 1 ? 'seed' : 'seeds'}`] : []
  const more = [...many, ...after].join(', ')
  return more === '' ? name : `${name} (${more})`
}

function memberOf(asked: readonly AskedRun[]): Member {
  const whole = wholeRuns(asked)
  const once = onceEach(asked.filter((each) => whole.has(each)))
  const runs = asked.map((each): MemberRun => ({
    id: each.run.id,
    epoch: each.epoch,
    seed: each.run.seed,
    accuracy: accuracyOf(each),
    isCounted: once.has(each),
  }))
  const counted = [...once].flatMap((each) => {
    const accuracy = accuracyOf(each)
    return accuracy === null ? [] : [{ ...each, accuracy }]
  })
  const values = counted.map(({ accuracy }) => accuracy)
  const [first] = asked
  const name = asked.length > 1 ? groupName(asked) : (first?.run.name ?? '')
  const isPublished = first?.run.dataset.id === mnist.id && values.length > 1
  return {
    name,
    title: titleOf(asked, name, counted.length),
    runs,
    accuracy: values.length === 0 ? null : spreadOf(values),
    published: isPublished ? publishedPlace(values) : null,
    remarks: remarksOn(asked, whole.size, once.size),
    counted,
    key: memberKey(asked),
  }
}

export const membersOf = (
  asked: readonly AskedRun[],
  by: 'configuration' | 'run',
): readonly Member[] => (by === 'run' ? asked.map((each) => [each]) : together(asked)).map(memberOf)
