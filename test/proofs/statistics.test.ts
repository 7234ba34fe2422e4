import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { wilsonInterval } from '../../electron/core/evaluation/wilson.ts'
import { holm } from '../../electron/core/statistics/holm.ts'
import { mcnemar } from '../../electron/core/statistics/mcnemar.ts'
import { powerOfTwoGroups, seedsNeeded } from '../../electron/core/statistics/seeds-needed.ts'
import { spreadOf } from '../../electron/core/statistics/spread.ts'
import {
  oneAgainstMany,
  pairedT,
  welch,
  type TestedDifference,
} from '../../electron/core/statistics/student-tests.ts'
import { twoShares } from '../../electron/core/statistics/two-shares.ts'
import { stream } from '../../electron/train/random.ts'
import { proofPython, whyNot } from './python.ts'

const casesEach = 200

const generator = stream(8, 0)
const random = () => (generator.next() >>> 0) / 2 ** 32
const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
/** Near what shares of right answers are. */
const shares = (n: number) => {
  const base = 0.9 + 0.09 * random()
  const width = 10 ** -(1 + 3 * random())
  return Array.from({ length: n }, () => base + width * (random() + random() - 1))
}
const many = <T>(one: () => T) => Array.from({ length: casesEach }, one)
const pair = (n: number) => [shares(n), shares(n)] as const

function twoCounts(): readonly [number, number] {
  const most = random() < 0.4 ? 12 : 200
  const first = whole(0, most)
  const second = whole(0, most)
  // An even split of many has no corrected chi-square there.
  return first === second ? [first, second + 1] : [first, second]
}

const cases = {
  spread: many(() => [shares(whole(2, 12))] as const),
  welch: many(() => [shares(whole(2, 12)), shares(whole(2, 12))] as const),
  paired: many(() => pair(whole(2, 12))),
  oneAgainstMany: many(() => [shares(whole(2, 12)), shares(1)[0] ?? 0] as const),
  figureAgainstMany: many(
    () => [shares(whole(2, 12)), shares(1)[0] ?? 0, 10 ** -(4 + 4 * random())] as const,
  ),
  mcnemar: many(twoCounts),
  holm: many(() => [Array.from({ length: whole(2, 9) }, () => random() ** 3)] as const),
  wilson: many(() => {
    const of = whole(1, 10_000)
    return [whole(0, of), of] as const
  }),
  twoShares: many(() => [whole(8500, 9950), 10_000, whole(1700, 1990), 2000] as const),
  power: many(() => {
    const n = whole(2, 60)
    // Beyond this, both are as good as certain, and SciPy has no number.
    return [(0.1 + 5 * random()) / Math.sqrt(n / 2), n] as const
  }),
  seeds: many(() => [0.2 + 4 * random()] as const),
}

const numbers = (found: TestedDifference | null) =>
  found === null ? [NaN] : [found.difference, ...found.interval, found.p]

const own: { readonly [N in keyof typeof cases]: readonly (readonly number[])[] } = {
  spread: cases.spread.map(([values]) => {
    const { mean, deviation, interval } = spreadOf(values)
    return [mean, deviation ?? NaN, ...(interval ?? [])]
  }),
  welch: cases.welch.map(([first, second]) => numbers(welch(first, second))),
  paired: cases.paired.map(([first, second]) => numbers(pairedT(first, second))),
  oneAgainstMany: cases.oneAgainstMany.map(([group, one]) => {
    const found = oneAgainstMany(group, one)
    return [found?.difference ?? NaN, found?.p ?? NaN]
  }),
  figureAgainstMany: cases.figureAgainstMany.map(([group, one, variance]) =>
    numbers(oneAgainstMany(group, one, variance)),
  ),
  mcnemar: cases.mcnemar.map(([first, second]) => [mcnemar(first, second).p]),
  holm: cases.holm.map(([ps]) => holm(ps)),
  wilson: cases.wilson.map(([count, of]) => wilsonInterval(count, of)),
  twoShares: cases.twoShares.map(([first, ofFirst, second, ofSecond]) => [
    twoShares(
      { share: first / ofFirst, images: ofFirst },
      { share: second / ofSecond, images: ofSecond },
    ).p,
  ]),
  power: cases.power.map(([effect, n]) => [powerOfTwoGroups(effect, n)]),
  seeds: cases.seeds.map(([effect]) => [seedsNeeded(effect) ?? NaN]),
}

const python = await proofPython()
const why = await whyNot(python, ['scipy', 'statsmodels'])
if (why !== null) console.log(`Statistics are not checked against SciPy and statsmodels: ${why}`)

test.skipIf(python.kind === 'missing' || why !== null)(
  'on 200 random cases each, every statistic is that of SciPy and statsmodels to a millionth',
  () => {
    const path = python.kind === 'found' ? python.path : ''
    const answer = execFileSync(path, [join(import.meta.dirname, 'programs', 'statistics.py')], {
      input: JSON.stringify(cases),
      maxBuffer: 2 ** 26,
    })
    const theirs = JSON.parse(answer.toString()) as typeof own
    for (const [name, expected] of Object.entries(theirs)) {
      const found = own[name as keyof typeof own]
      expect(found, name).toHaveLength(casesEach)
      for (const [place, values] of expected.entries())
        for (const [index, value] of values.entries())
          expect(
            Math.abs((found[place]?.[index] ?? NaN) - value),
            `${name} ${String(place)}: ${String(found[place]?.[index])} is not ${String(value)}`,
          ).toBeLessThan(1e-6)
    }
  },
)
