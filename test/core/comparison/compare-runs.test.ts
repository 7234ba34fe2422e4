import { describe, expect, test } from 'vitest'
import { compared, reached, repeats } from './made-up-runs.ts'

/** Test accuracies that five seeds of each reached after five epochs. */
const recorded = {
  reference: [97.88, 97.98, 97.82, 97.85, 97.86],
  narrow: [95.42, 95.54, 95.68, 95.3, 95.34],
}
const reference = repeats('r', recorded.reference)
const narrow = repeats('n', recorded.narrow, { config: { hidden: [32] } })

describe('groups of seeds', () => {
  test('a network far too narrow is worse, surely', async () => {
    const { headline, members, baseline, against } = await compared([...reference, ...narrow])
    expect(headline).toBe('n1 (5 seeds) is worse than r1 (5 seeds).')
    expect(baseline).toBe(0)
    expect(members.map(({ accuracy }) => accuracy?.n)).toEqual([5, 5])
    const [found] = against
    expect(found).toMatchObject({ member: 1, test: 'paired-t', verdict: 'worse' })
    expect(found?.p).toBeLessThan(0.001)
    expect(found?.difference).toBeCloseTo(-0.02422, 10)
    expect(found?.text).toContain('p < 0.001')
  })

  test('groups with other seeds are not paired', async () => {
    const others = narrow.map((run) => ({ ...run, seed: run.seed + 10 }))
    const { against } = await compared([...reference, ...others])
    expect(against[0]).toMatchObject({ test: 'welch', verdict: 'worse' })
  })

  test('the baseline can be any of them', async () => {
    const [base] = narrow
    const { against, headline } = await compared([...reference, ...narrow], {
      baseline: { id: base?.id ?? reference[0]?.id ?? raise() },
    })
    expect(against[0]).toMatchObject({ member: 0, verdict: 'better' })
    expect(headline).toBe('r1 (5 seeds) is better than n1 (5 seeds).')
  })

  test('groups of which chance can make the difference are inside the noise, and seeds are counted that would see it', async () => {
    const wide = repeats('w', [97.85, 98.01, 97.93, 97.9, 97.89], { config: { hidden: [600] } })
    const { headline, against, settling } = await compared([...reference, ...wide])
    expect(headline).toBe('No clear difference between r1 (5 seeds) and w1 (5 seeds).')
    expect(against[0]?.verdict).toBe('inside-noise')
    expect(against[0]?.seedsNeeded).toBeGreaterThan(30)
    expect(against[0]?.text).toMatch(/about \d+ seeds of each would be needed/)
    // Nobody is sent to train so many.
    expect(settling).toBeNull()
  })

  test('a run that is not finished does not count, nor does a seed a second time', async () => {
    const twice = reached(10, { id: 'twice', config: { seed: 1 } })
    const live = reached(20, {
      id: 'live',
      config: { seed: 9 },
      state: { status: 'running', imagesPerSecond: null, secondsLeft: null },
    })
    const { members } = await compared([...reference, twice, live])
    expect(members[0]?.accuracy).toMatchObject({ n: 5, least: expect.closeTo(0.9782) as number })
    expect(members[0]?.remarks).toEqual([
      'Not counted: 1 unfinished run',
      'Not counted: 1 run of a seed that counts already',
    ])
  })

  test('nothing is said of repeats that never vary', async () => {
    const [a, b] = [repeats('a', [90, 90]), repeats('b', [91, 91], { config: { batch: 10 } })]
    const { against, headline } = await compared([...a, ...b])
    expect(against[0]).toMatchObject({ verdict: 'cannot-tell', p: null })
    expect(headline).toBe('Nothing can be said of b1 (2 seeds) against a1 (2 seeds).')
  })
})

describe('the published result', () => {
  test('lies at the edge of what five seeds of the reference reach, with interval and numbers', async () => {
    const { headline, members, baseline, against, remarks } = await compared(reference)
    expect(baseline).toBe('published')
    expect(headline).toBe(
      'r1 (5 seeds) reads 97.88 % of the test images right on average. The published 98.13 % lies at the edge of its spread.',
    )
    expect(members[0]?.published).toMatchObject({ place: 'edge', below: 5 })
    expect(against[0]?.verdict).toBe('inside-noise')
    expect(remarks[0]).toBe(
      'The published 98.13 % lies at the edge of the spread of 5 repeats (97.82 to 97.98 %, mean 97.88 %, 95 % interval of the mean 97.80 to 97.95 %): 5 of 5 are below it. One more repeat, measured on 10,000 images as the figure was, is as far from them about 10 times in 100.',
    )
  })

  test('is inside where repeats lie on both sides of it, and outside where none could reach it', async () => {
    const inside = await compared(repeats('e', [98.0, 98.15, 98.02]))
    expect(inside.members[0]?.published).toMatchObject({ place: 'inside', below: 2 })
    const outside = await compared(narrow)
    expect(outside.members[0]?.published?.place).toBe('outside')
    expect(outside.against[0]?.verdict).toBe('worse')
  })

  test('is one baseline among others, and none for other images', async () => {
    const one = reached(98.1, { id: 'one' })
    const { against, headline } = await compared([one], { baseline: 'published' })
    expect(against[0]).toMatchObject({ test: 'two-shares', verdict: 'inside-noise' })
    expect(headline).toBe('No clear difference between the published result and one.')
    const other = { ...one, dataset: { ...one.dataset, id: 'letters' } }
    const refused = await compared([other], { baseline: 'published' })
    expect(refused.against[0]).toMatchObject({ verdict: 'cannot-tell' })
    expect((await compared([other])).baseline).toBeNull()
  })
})

describe('runs by themselves', () => {
  test('two of one configuration are the noise, however far apart', async () => {
    const { by, against, headline } = await compared(repeats('s', [98.2, 95]))
    expect(by).toBe('run')
    expect(against[0]).toMatchObject({ verdict: 'inside-noise' })
    expect(against[0]?.p).toBeLessThan(0.001)
    expect(headline).toBe('No clear difference between s1 and s2.')
  })

  test('one run against a group is held against what one more seed could do', async () => {
    const one = reached(98.0, { id: 'one', config: { batch: 50 } })
    const { against } = await compared([...reference, one])
    expect(against[0]).toMatchObject({ test: 'one-against-many', verdict: 'inside-noise' })
    const far = reached(97, { id: 'far', config: { batch: 50 } })
    expect((await compared([far, ...reference])).against[0]?.verdict).toBe('better')
  })

  test('more than two comparisons are corrected by Holm, and it is said', async () => {
    const base = reached(98, { id: 'base' })
    const others = [97.61, 97.62, 97.63].map((percent, place) =>
      reached(percent, { id: `o${String(place)}`, config: { batch: 10 + place } }),
    )
    const single = await compared([base, ...others.slice(0, 1)])
    expect(single.against[0]).toMatchObject({ verdict: 'inside-noise' })
    const { against, remarks } = await compared([base, ...others])
    for (const { p, adjustedP } of against) expect(adjustedP).toBeGreaterThan(p ?? 1)
    expect(remarks).toContain('Verdicts rest on p corrected by Holm for 3 comparisons at once.')
  })

  test('a run without a finished epoch is not judged', async () => {
    const none = { ...reached(98, { id: 'none', config: { batch: 10 } }), final: null, epochs: [] }
    const { against } = await compared([reached(98, { id: 'base' }), none])
    expect(against[0]).toMatchObject({ verdict: 'cannot-tell' })
    expect(against[0]?.text).toContain('none has no finished epoch yet')
  })

  test('an epoch that was not finished, and a baseline that is not compared, are refused', async () => {
    const [run] = reference
    if (!run) throw new Error('No run')
    await expect(compared([run], { runs: [{ id: run.id, epoch: 7 }] })).rejects.toThrow(
      'Run r1 has no finished epoch 7',
    )
    await expect(compared([run], { baseline: { id: narrow[0]?.id ?? run.id } })).rejects.toThrow(
      'must be one of the compared runs',
    )
  })
})

test('what would settle it is the seeds that are lacking, with their time', async () => {
  const { settling } = await compared([
    ...reference.slice(0, 3),
    ...repeats('b', [97.9], { config: { batch: 50 }, seconds: 30 }),
  ])
  expect(settling).toEqual({
    seeds: 5,
    repeats: [
      { id: reference[0]?.id, seeds: 2 },
      { id: 'b100000000', seeds: 4 },
    ].map(({ id, seeds }) => ({ id, seeds })),
    seconds: 160,
    text: 'Repeat each with 5 seeds, about 3 min',
  })
})

function raise(): never {
  throw new Error('No run')
}
