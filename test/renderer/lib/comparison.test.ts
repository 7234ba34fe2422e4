import { expect, test } from 'vitest'
import { idsOf, resultRows as rowsOf } from '../../../renderer/lib/comparison.ts'
import { aLiveRun } from '../curves.ts'

const ended = (id: string, testError: number) => {
  const test = { loss: 0.06, error: testError }
  const final = { train: { loss: 0.02, error: 0.006 }, test }
  return aLiveRun(id, {
    state: { status: 'completed' },
    final,
    best: { epoch: 4, test },
    seconds: 20.4,
  })
}

/** As if every data set had as many test images as MNIST. */
const resultRows = (runs: Parameters<typeof rowsOf>[0], base: Parameters<typeof rowsOf>[1]) =>
  rowsOf(runs, base, () => 10_000)

test('an address names at most ten runs, each once, and nothing else', () => {
  expect(idsOf('aaaaaaaaa1,nonsense,aaaaaaaaa1,aaaaaaaaa2')).toEqual(['aaaaaaaaa1', 'aaaaaaaaa2'])
  const many = Array.from({ length: 12 }, (_, index) => `aaaaaaaa${String(index + 10)}`)
  expect(idsOf(many.join(','))).toHaveLength(10)
  expect(idsOf(undefined)).toEqual([])
  expect(idsOf(['aaaaaaaaa1'])).toEqual([])
})

test('results stand against the published ones', () => {
  const [row] = resultRows([ended('aaaaaaaaa1', 0.0233)], null)
  expect(row).toMatchObject({
    testError: '2.33',
    testAccuracy: '97.67',
    trainError: '0.60',
    delta: '+0.46',
    trend: 'worse',
    bestEpoch: '4',
    took: '20.4 s',
  })
})

test('results stand against another run', () => {
  const rows = resultRows(
    [ended('aaaaaaaaa1', 0.025), ended('aaaaaaaaa2', 0.02)],
    idsOf('aaaaaaaaa1')[0] ?? null,
  )
  expect(rows.map(({ delta, trend }) => [delta, trend])).toEqual([
    ['0.00', 'same'],
    ['−0.50', 'better'],
  ])
})

test('a difference that chance makes is not called better or worse', () => {
  expect(resultRows([ended('aaaaaaaaa1', 0.0213)], null)[0]).toMatchObject({
    delta: '+0.26',
    trend: 'same',
  })
})

test('what chance makes depends on how many images were read', () => {
  const trendOn = (images: number | undefined) =>
    rowsOf([ended('aaaaaaaaa1', 0.0233)], null, () => images)[0]?.trend
  expect(trendOn(10_000)).toBe('worse')
  expect(trendOn(500)).toBe('same')
  // Nothing is claimed where that is not known.
  expect(trendOn(undefined)).toBe('same')
})

test('a run without results has no numbers and no difference', () => {
  expect(resultRows([aLiveRun('aaaaaaaaa1')], null)[0]).toMatchObject({
    testError: '–',
    delta: '–',
    trend: 'same',
    took: '–',
  })
})

test('results on other images stand against none', () => {
  const [mnist, other] = [ended('aaaaaaaaa1', 0.02), ended('aaaaaaaaa2', 0.15)]
  const clothes = { ...other, dataset: { ...other.dataset, id: 'clothes' } }
  const deltas = (base: string | null) =>
    resultRows([mnist, clothes], base === null ? null : (idsOf(base)[0] ?? null)).map(
      ({ delta }) => delta,
    )
  expect(deltas(null)).toEqual(['+0.13', '–'])
  expect(deltas('aaaaaaaaa2')).toEqual(['–', '0.00'])
})
