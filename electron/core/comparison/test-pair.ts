import type { Against, ComparisonTest } from '../../contract/comparison.ts'
import { AppError } from '../../contract/errors.ts'
import { errorBoard } from '../evaluation/error-board.ts'
import type { Asked, FoundEvaluation } from '../evaluation/evaluations.ts'
import { mnist } from '../mnist.ts'
import { mcnemar, pairedShares } from '../statistics/mcnemar.ts'
import { seedsNeeded } from '../statistics/seeds-needed.ts'
import { varianceOf } from '../statistics/spread.ts'
import {
  oneAgainstMany,
  pairedT,
  welch,
  type TestedDifference,
} from '../statistics/student-tests.ts'
import { twoShares } from '../statistics/two-shares.ts'
import type { Member } from './members.ts'
import { publishedAccuracy, publishedAgainst } from './published-place.ts'

export interface TestingOptions {
  readonly find: (asked: Asked, signal?: AbortSignal) => Promise<FoundEvaluation>
  /** Test images of a data set; undefined where it is gone. */
  readonly testImages: (dataset: string) => number | undefined
}

/** What a test finds of a member and the baseline. */
export interface Tested extends TestedDifference {
  readonly test: ComparisonTest
  readonly board: Against['board']
  readonly seedsNeeded: number | null
}

/** Why nothing can be said. */
export interface Untested {
  readonly reason: string
}

const accuracies = ({ counted }: Member) => counted.map(({ accuracy }) => accuracy)

/** The seeds needed where `groups` vary as they do. */
function needed(difference: number, groups: readonly (readonly number[])[]): number | null {
  const variances = groups.filter(({ length }) => length > 1).map(varianceOf)
  if (variances.length === 0) return null
  const variance = variances.reduce((sum, each) => sum + each, 0) / variances.length
  return seedsNeeded(Math.abs(difference) / Math.sqrt(variance))
}

/** Accuracies by seed where both have the same seeds. */
function bySeed(base: Member, member: Member): readonly (readonly number[])[] | null {
  const pairs = base.counted.map(({ run, accuracy }) => {
    const other = member.counted.find((counted) => counted.run.seed === run.seed)
    return other ? [accuracy, other.accuracy] : null
  })
  const isShared = pairs.length === member.counted.length && !pairs.includes(null)
  return isShared ? pairs.filter((pair) => pair !== null) : null
}

const noVariation: Untested = {
  reason: 'their repeats do not vary at all, so nothing tells how much is chance',
}

/** Two groups of at least two seeds each, paired by seed where they have the same. */
function testGroups(base: Member, member: Member): Tested | Untested {
  const values = [accuracies(base), accuracies(member)] as const
  const pairs = bySeed(base, member)
  const found = pairs
    ? pairedT(
        pairs.map(([first = NaN]) => first),
        pairs.map(([, second = NaN]) => second),
      )
    : welch(...values)
  if (!found) return noVariation
  const test = pairs ? 'paired-t' : 'welch'
  return { ...found, test, board: null, seedsNeeded: needed(found.difference, values) }
}

const opposite = ({ difference, interval: [low, high], p }: TestedDifference) => ({
  difference: -difference,
  interval: [-high, -low] as const,
  p,
})

/** One value against a group; the difference is that of the group where the value is the baseline. */
function testOne(many: readonly number[], one: number, isOneBase: boolean): Tested | Untested {
  const found = oneAgainstMany(many, one)
  if (!found) return noVariation
  return {
    ...(isOneBase ? opposite(found) : found),
    test: 'one-against-many',
    board: null,
    seedsNeeded: needed(found.difference, [many]),
  }
}

/** A member against the published figure, which is MNIST's. */
export function testPublished(member: Member): Tested | Untested {
  const values = accuracies(member)
  const [only] = values
  if (only === undefined) return { reason: `${member.title} has no finished epoch yet` }
  if (member.counted[0]?.run.dataset.id !== mnist.id)
    return { reason: 'the published result is of MNIST, and this was measured on other data' }
  const images = mnist.test
  const rest = { board: null, seedsNeeded: null }
  if (values.length === 1)
    return {
      ...twoShares({ share: publishedAccuracy, images }, { share: only, images }),
      ...rest,
      test: 'two-shares',
    }
  const found = publishedAgainst(values)
  return found ? { ...opposite(found), ...rest, test: 'figure-against-many' } : noVariation
}

/** Two runs by what they say of the same images. */
async function testImages(
  [base, member]: readonly [Member, Member],
  { find }: TestingOptions,
  signal?: AbortSignal,
): Promise<Tested | Untested> {
  const asked = ({ counted: [only] }: Member): Asked | undefined =>
    only && { id: only.run.id, epoch: only.epoch ?? undefined, set: 'test' }
  const [first, second] = [asked(base), asked(member)]
  if (!first || !second) return { reason: 'one of them has no finished epoch yet' }
  const a = await find(first, signal)
  const b = await find(second, signal)
  if (a.images.sha256 !== b.images.sha256) return { reason: 'they read different test images' }
  const board = errorBoard({ labels: a.labels, a: a.predicted, b: b.predicted })
  const { images, fixed, broken } = board
  const { p, isExact } = mcnemar(broken, fixed)
  return {
    difference: (fixed - broken) / images,
    interval: pairedShares(broken, fixed, images),
    p,
    test: isExact ? 'mcnemar-exact' : 'mcnemar',
    board: { images, onlyBaseline: broken, onlyMember: fixed },
    seedsNeeded: null,
  }
}

/** Two runs whose answers cannot be had any more, by how many were right. */
function testCounts(
  [base, member]: readonly [Member, Member],
  { testImages: imagesOf }: TestingOptions,
  why: string,
): Tested | Untested {
  const [first, second] = [base.counted[0], member.counted[0]]
  const images = first && imagesOf(first.run.dataset.id)
  if (!first || !second || images === undefined) return { reason: why }
  const found = twoShares({ share: first.accuracy, images }, { share: second.accuracy, images })
  return { ...found, test: 'two-shares', board: null, seedsNeeded: null }
}

const otherData: Untested = { reason: 'they were measured on different data' }
const dataOf = ({ counted: [first] }: Member) => first?.run.dataset.sha256

/** Two runs by their answers or, where these cannot be had any more, by how many were right. */
async function testRuns(
  pair: readonly [Member, Member],
  options: TestingOptions,
  signal?: AbortSignal,
): Promise<Tested | Untested> {
  try {
    return await testImages(pair, options, signal)
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    return dataOf(pair[0]) === dataOf(pair[1])
      ? testCounts(pair, options, error.message)
      : otherData
  }
}

/** At least one of both is a group. */
function testMany(base: Member, member: Member): Tested | Untested {
  if (dataOf(base) !== dataOf(member)) return otherData
  const [first, second] = [accuracies(base), accuracies(member)]
  if (first.length > 1 && second.length > 1) return testGroups(base, member)
  return first.length > 1
    ? testOne(first, second[0] ?? NaN, false)
    : testOne(second, first[0] ?? NaN, true)
}

/** The test that fits what there is of both. Rejects when `signal` aborts. */
export function testPair(
  base: Member,
  member: Member,
  options: TestingOptions,
  signal?: AbortSignal,
): Promise<Tested | Untested> {
  const empty = [base, member].find(({ counted }) => counted.length === 0)
  if (empty) return Promise.resolve({ reason: `${empty.title} has no finished epoch yet` })
  const isOneEach = base.counted.length === 1 && member.counted.length === 1
  return isOneEach
    ? testRuns([base, member], options, signal)
    : Promise.resolve(testMany(base, member))
}
