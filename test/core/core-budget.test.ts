import { describe, expect, test } from 'vitest'
import { budgetOf, nextToTrain, planAlone } from '../../electron/core/core-budget.ts'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import type { Waiting } from '../../electron/store/claims.sql.ts'

/** A network with these hidden layers, and steps with so many images. */
const ofSize = (hidden: readonly number[], batch: number): Pick<Waiting, 'config' | 'shape'> => ({
  config: JSON.stringify({ ...referenceConfig, hidden, batch }),
  shape: JSON.stringify(mnistShape),
})

const deep = [500, 100] as const

const open: Waiting = {
  ...ofSize(deep, 1000),
  id: 'open',
  wanted_engine: null,
  wanted_threads: null,
  engine: null,
  threads: null,
  parts: null,
}
const small: Waiting = { ...open, ...ofSize(deep, 100) }
/** With one hidden layer. */
const flat = (units: number, batch = 100): Waiting => ({ ...open, ...ofSize([units], batch) })
const begun = (threads: number): Waiting => ({ ...open, id: 'begun', engine: 'native', threads })
const wanting = (threads: number): Waiting => ({ ...open, id: 'wants', wanted_threads: threads })
const onWasm: Waiting = { ...open, id: 'wasm', wanted_engine: 'wasm', wanted_threads: 8 }

const twoCores = budgetOf({ cores: null, runsAtOnce: null }, 2)

describe('the budget', () => {
  test('is all there is unless something is set', () => {
    expect(twoCores).toEqual({ cores: 2, runsAtOnce: 2 })
    expect(budgetOf({ cores: 3, runsAtOnce: null }, 8)).toEqual({ cores: 3, runsAtOnce: 3 })
    expect(budgetOf({ cores: null, runsAtOnce: 5 }, 8)).toEqual({ cores: 8, runsAtOnce: 5 })
  })
})

describe('the next run', () => {
  test.each([
    ['all cores when it is alone', [open], [], 2],
    ['one thread when its steps are too small to share', [small], [], 1],
    ['one thread when another waits', [open, open], [], 1],
    ['one thread when another trains', [open], [1], 1],
    ['the threads that it wants', [wanting(2), open], [], 2],
    ['the threads that it began with', [begun(1)], [], 1],
    ['one thread where its engine has no more', [onWasm], [], 1],
  ])('gets %s', (_, waiting, inUse, threads) => {
    expect(nextToTrain(waiting, inUse, twoCores)?.threads).toBe(threads)
  })

  test.each([
    ['nothing waits', [], []],
    ['every core is in use', [open], [2]],
    ['it wants more than is free, though those behind it would fit', [wanting(2), open], [1]],
    ['more cores are in use than there are', [open], [4]],
  ])('does not begin while %s', (_, waiting, inUse) => {
    expect(nextToTrain(waiting, inUse, twoCores)).toBeUndefined()
  })

  test('begins alone when it wants more threads than there are cores', () => {
    expect(nextToTrain([begun(4), open], [], twoCores)).toMatchObject({ id: 'begun', threads: 4 })
    expect(nextToTrain([begun(4), open], [1], twoCores)).toBeUndefined()
  })

  test('shares the cores equally when fewer runs than cores may train at once', () => {
    const halves = budgetOf({ cores: null, runsAtOnce: 2 }, 8)
    expect(nextToTrain([open, open], [], halves)?.threads).toBe(4)
    expect(nextToTrain([open, open], [4], halves)?.threads).toBe(4)
    expect(nextToTrain([open, open], [4, 1], halves)).toBeUndefined()
    const oneByOne = budgetOf({ cores: null, runsAtOnce: 1 }, 8)
    expect(nextToTrain([open, open], [], oneByOne)?.threads).toBe(8)
    expect(nextToTrain([small, open], [], oneByOne)?.threads).toBe(1)
  })

  test('has at least one thread where more runs than cores may train at once', () => {
    const crowded = budgetOf({ cores: 2, runsAtOnce: 9 }, 2)
    expect(nextToTrain([open, open], [1], crowded)?.threads).toBe(1)
    expect(nextToTrain([open, open], [1, 1], crowded)).toBeUndefined()
  })
})

describe('a network with one hidden layer', () => {
  const planOf = (run: Waiting, cores = 2, others: readonly Waiting[] = []) =>
    nextToTrain([run, ...others], [], budgetOf({ cores, runsAtOnce: null }, cores))

  test('is split between all cores when it is alone, as far as each gets 64 units', () => {
    const split = { threads: 2, parts: 2 }
    expect(planOf(flat(500))).toMatchObject(split)
    expect(planOf(flat(500, 1000))).toMatchObject(split)
    expect(planOf(flat(128))).toMatchObject(split)
    expect(planOf(flat(127))).toMatchObject({ threads: 1, parts: 1 })
    expect(planOf(flat(500), 16)).toMatchObject({ threads: 7, parts: 7 })
  })

  test('stays whole on one thread, or on as many as help it, where it cannot be split', () => {
    expect(planOf(flat(500))?.otherwise).toBe(1)
    expect(planOf(flat(500, 1000))?.otherwise).toBe(2)
    expect(planOf({ ...flat(500), wanted_threads: 2 })?.otherwise).toBe(2)
  })

  test('is not split when another run waits, on other engines, or on one thread', () => {
    const whole = { threads: 1, parts: 1 }
    expect(planOf(flat(500), 2, [open])).toMatchObject(whole)
    expect(planOf({ ...onWasm, ...ofSize([500], 100) })).toMatchObject(whole)
    expect(planOf({ ...flat(500), wanted_threads: 1 })).toMatchObject(whole)
  })

  test('goes on as it began, whatever is free', () => {
    const split: Waiting = { ...flat(500), engine: 'native', threads: 3, parts: 3 }
    for (const [cores, others] of [
      [2, []],
      [1, []],
      [8, [open]],
    ] as const)
      expect(planOf(split, cores, others)).toMatchObject({ threads: 3, parts: 3, otherwise: null })
    // Before networks were split, nothing was written of parts.
    for (const parts of [null, 1]) {
      const whole: Waiting = { ...flat(500), engine: 'native', threads: 2, parts }
      expect(planOf(whole)).toMatchObject({ threads: 2, parts: 1 })
    }
  })

  test('is repeated as the original was trained', () => {
    const repeat: Waiting = { ...flat(500), wanted_engine: 'native', wanted_threads: 2 }
    const inParts = { threads: 2, parts: 2, otherwise: null }
    expect(planOf({ ...repeat, parts: 2 })).toMatchObject(inParts)
    expect(planOf({ ...repeat, parts: 1 })).toMatchObject({ threads: 2, parts: 1 })
  })
})

test('networks with no or with several hidden layers are not split', () => {
  for (const hidden of [[], deep])
    expect(planAlone({ ...open, ...ofSize(hidden, 1000) }, twoCores).parts).toBe(1)
})

test('a run past the queue takes every core that helps unless it says otherwise', () => {
  const threadsAlone = (...given: Parameters<typeof planAlone>) => planAlone(...given).threads
  expect(threadsAlone(small, twoCores)).toBe(1)
  expect(threadsAlone({ ...small, wanted_threads: 2 }, twoCores)).toBe(2)
  expect(threadsAlone(open, twoCores)).toBe(2)
  expect(threadsAlone(wanting(1), twoCores)).toBe(1)
  expect(threadsAlone(begun(4), twoCores)).toBe(4)
  expect(threadsAlone(onWasm, twoCores)).toBe(1)
})
