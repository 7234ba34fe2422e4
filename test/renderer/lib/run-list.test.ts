import { describe, expect, test } from 'vitest'
import { finishedEpochs, type Run } from '../../../electron/contract/entities.ts'
import {
  epochUnderWay,
  listFacts,
  percentDone,
  placeOf,
  queueOf,
  trainingRuns,
  withNews,
} from '../../../renderer/lib/run-list.ts'
import { aRun } from '../a-run.ts'

const names = (runs: readonly Run[]) => runs.map(({ name }) => name)
const running = { status: 'running', imagesPerSecond: null, secondsLeft: null } as const

describe('news of runs', () => {
  const list = [
    aRun({ id: 'c', createdAt: 3 }),
    aRun({ id: 'b', createdAt: 2 }),
    aRun({ id: 'a', createdAt: 1 }),
  ]
  const newsOf = (...runs: readonly Run[]) => new Map(runs.map((run) => [run.id, run]))

  test('replace a run where it stands', () => {
    const changed = aRun({ id: 'b', createdAt: 2, seconds: 99 })
    expect(withNews(list, newsOf(changed))).toEqual([list[0], changed, list[2]])
  })

  test('put new runs at their places by time, newest first', () => {
    const news = newsOf(aRun({ id: 'z', createdAt: 0 }), aRun({ id: 'd', createdAt: 4 }))
    expect(names(withNews(list, news))).toEqual(['d', 'c', 'b', 'a', 'z'])
  })

  test('take away what was deleted for good', () => {
    const gone = aRun({ id: 'b' }).id
    expect(names(withNews(list, new Map([[gone, null]])))).toEqual(['c', 'a'])
  })

  test('of two states of a run the first in the list counts', () => {
    const older = aRun({ id: 'a', createdAt: 1, archivedAt: 5 })
    expect(withNews([...list, older], new Map())).toEqual(list)
  })
})

test('a run is kept in the bin, in the archive or in the list', () => {
  expect(placeOf(aRun({ archivedAt: 1, deletedAt: 2 }))).toBe('deleted')
  expect(placeOf(aRun({ archivedAt: 1 }))).toBe('archived')
  expect(placeOf(aRun())).toBe('active')
})

test('waiting runs begin in the order of their places, whenever they were made', () => {
  const queued = { status: 'queued', isHeld: false } as const
  const list = [
    aRun({ id: 'early', createdAt: 3, place: 2, state: queued }),
    aRun({ id: 'done', createdAt: 2, place: 1 }),
    aRun({ id: 'late', createdAt: 1, place: 3, state: queued }),
  ]
  expect(queueOf(list)).toEqual(['early00000', 'late000000'])
})

test('of the runs that train, the older ones come first', () => {
  const list = [aRun({ id: 'new', state: running }), aRun(), aRun({ id: 'old', state: running })]
  expect(names(trainingRuns(list))).toEqual(['old', 'new'])
  expect(trainingRuns([aRun()])).toEqual([])
})

test('percent never reads 100 before the last step', () => {
  const at = (step: number) =>
    percentDone(aRun({ progress: { epoch: 4, epochs: 5, step, steps: 3000 } }))
  expect([at(0), at(1410), at(2999), at(3000)]).toEqual([0, 47, 99, 100])
  expect(percentDone(aRun({ progress: { epoch: 0, epochs: 5, step: 0, steps: 0 } }))).toBe(0)
})

test('epochs are counted by their steps, and none is under way past the last one', () => {
  const at = (step: number) => {
    const run = aRun({ progress: { epoch: 1, epochs: 5, step, steps: 3000 } })
    return [finishedEpochs(run), epochUnderWay(run)]
  }
  expect(at(0)).toEqual([0, 1])
  expect(at(599)).toEqual([0, 1])
  expect(at(600)).toEqual([1, 2])
  expect(at(3000)).toEqual([5, 5])
})

test('the list is summed up in words', () => {
  expect(listFacts([])).toBe('')
  expect(listFacts([aRun()])).toBe('1 run')
  expect(
    listFacts([
      aRun(),
      aRun({ state: running }),
      aRun({ state: { status: 'queued', isHeld: false } }),
    ]),
  ).toBe('3 runs, 1 training, 1 waiting')
})
