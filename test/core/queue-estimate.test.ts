import { describe, expect, test } from 'vitest'
import type { RunId } from '../../electron/contract/entities.ts'
import {
  estimateQueue,
  secondsFor,
  type Begin,
  type Expected,
  type Measured,
  type UnderWay,
  type Work,
} from '../../electron/core/queue-estimate.ts'

const small: Work = {
  parameters: 1000,
  batch: 100,
  engine: 'native',
  isAugmented: false,
  images: 6000,
}
const measured = (speed: number, other: Partial<Measured> = {}): Measured => ({
  parameters: 1000,
  batch: 100,
  engine: 'native',
  isAugmented: false,
  imagesPerSecond: speed,
  ...other,
})

test.each<[string, Partial<Work>, readonly Measured[], number | null]>([
  ['nothing was measured', {}, [], null],
  ['a run like it', {}, [measured(600)], 10],
  ['the last of two runs like it', {}, [measured(300), measured(600)], 20],
  [
    'a run like it before a later one that is not',
    {},
    [measured(1, { batch: 32 }), measured(600)],
    10,
  ],
  ['another network', { parameters: 3000 }, [measured(600)], 30],
  ['another batch size', { batch: 10 }, [measured(600)], 10],
  ['augmentation that was not measured', { isAugmented: true }, [measured(600)], 10],
  [
    'augmentation that was',
    { isAugmented: true },
    [measured(600), measured(60, { isAugmented: true })],
    100,
  ],
  ['another engine only', { engine: 'wasm' }, [measured(600)], null],
  [
    'its engine, another network',
    { engine: 'wasm' },
    [measured(600), measured(60, { engine: 'wasm', parameters: 500 })],
    200,
  ],
  [
    'no engine yet: the last one',
    { engine: null },
    [measured(60, { engine: 'cpu' }), measured(600)],
    100,
  ],
  ['nothing left to do', { images: 0 }, [measured(600)], 0],
])('seconds for a run, %s', (_, work, runs, seconds) => {
  expect(secondsFor({ ...small, ...work }, runs)).toBe(seconds)
})

const run = (id: string, takes: number | null, isHeld = false): Expected => ({
  id: id as RunId,
  isHeld,
  takes,
})
const oneAtATime: Begin<Expected> = (_, inUse) => (inUse.length === 0 ? 1 : undefined)
const twoAtATime: Begin<Expected> = (_, inUse) => (inUse.length < 2 ? 1 : undefined)
/** One that waits alone takes both cores. */
const shared: Begin<Expected> = (waiting, inUse) => {
  const threads = waiting.length === 1 && inUse.length === 0 ? 2 : 1
  return inUse.reduce((sum, each) => sum + each, 0) + threads <= 2 ? threads : undefined
}
const trains = (secondsLeft: number | null, threads = 1): UnderWay => ({ threads, secondsLeft })

interface Plan {
  readonly queue: readonly Expected[]
  readonly underWay?: readonly UnderWay[]
  readonly begin?: Begin<Expected>
}

describe('a queue begins', () => {
  const [a, b, c] = [run('a', 5), run('b', 5), run('c', 5)]
  const unknown = run('a', null)
  test.each<[string, Plan, readonly (number | null)[]]>([
    ['at once where nothing trains', { queue: [a, b] }, [0, 5]],
    ['after what is trained', { queue: [a, b], underWay: [trains(7)] }, [7, 12]],
    ['side by side', { queue: [a, run('b', 4), c], begin: twoAtATime }, [0, 0, 4]],
    [
      'where the first of two ends',
      { queue: [run('a', 1), b], underWay: [trains(9), trains(3)], begin: twoAtATime },
      [3, 4],
    ],
    ['never, for one that is held', { queue: [run('a', 5, true), b] }, [null, 0]],
    ['nobody knows when, behind one that nobody knows', { queue: [unknown, b] }, [0, null]],
    ['beside one that nobody knows', { queue: [unknown, b, c], begin: twoAtATime }, [0, 0, 5]],
    [
      'nobody knows when, behind a training that nobody knows',
      { queue: [a], underWay: [trains(null)] },
      [null],
    ],
    [
      'as its plan gives threads',
      { queue: [run('a', 4), run('b', 6), c], underWay: [trains(3, 2)], begin: shared },
      [3, 3, 7],
    ],
    [
      'at the same moment as others end',
      { queue: [a, b], underWay: [trains(0), trains(0)], begin: twoAtATime },
      [0, 0],
    ],
    ['with nothing that waits', { queue: [], underWay: [trains(3)] }, []],
  ])('%s', (_, { queue, underWay = [], begin = oneAtATime }, starts) => {
    const estimate = estimateQueue(queue, underWay, begin)
    expect(estimate.map(({ startsIn }) => startsIn)).toEqual(starts)
    expect(estimate.map(({ id, isHeld, takes }) => ({ id, isHeld, takes }))).toEqual(queue)
  })
})
