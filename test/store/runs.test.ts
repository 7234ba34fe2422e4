import { expect, test } from 'vitest'
import type { Epoch, MetricPoint } from '../../electron/contract/training.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import {
  interruptRun,
  leases,
  recordEngine,
  requestsOf,
  writeOwned,
} from '../../electron/store/leases.sql.ts'
import {
  changesSince,
  latestRevision,
  listRuns,
  runById,
  runsCalled,
  runsWith,
  updateRun,
} from '../../electron/store/runs.sql.ts'
import {
  addEpoch,
  addPoints,
  epochsOf,
  metricsOf,
  preciousEpochs,
} from '../../electron/store/training.sql.ts'
import { a, add, b, claimFirst, tempDb } from './a-run.ts'

const inList = (search = '') => ({ search, place: 'active' }) as const

const point = (step: number, wrong: number): MetricPoint => ({
  step,
  loss: 0.5,
  error: wrong / 2000,
  images: 2000,
  seconds: step / 500,
})

const epoch = (number: number, error: number): Epoch => ({
  epoch: number,
  step: number * 600,
  seconds: 1,
  imagesPerSecond: 60_000,
  running: { loss: 0.3, error: 0.1 },
  train: { loss: 0.1, error: error / 2 },
  test: { loss: 0.2, error },
  validation: null,
})

test('a new run is queued, wears the first colour, and knows its steps', () => {
  const db = tempDb()
  add(db, a)
  add(db, b)
  expect(runById(db, a)).toMatchObject({
    status: 'queued',
    colour: 1,
    config: referenceConfig,
    progress: { step: 0, steps: 3000, epoch: 0, epochs: 5 },
    final: null,
    best: null,
    weightsSha256: null,
    bytes: 0,
  })
  expect(runById(db, b).colour).toBe(2)
})

test('the list is newest first, and searches name and note as plain text', () => {
  const db = tempDb()
  add(db, a, { name: '100 % sure' })
  add(db, b, { name: 'Wider' })
  updateRun(db, b, { note: 'for Class 3b' })
  expect(listRuns(db, inList()).map(({ id }) => id)).toEqual([b, a])
  expect(listRuns(db, inList('0 %')).map(({ id }) => id)).toEqual([a])
  expect(listRuns(db, inList('_'))).toEqual([])
  expect(listRuns(db, inList('class')).map(({ id }) => id)).toEqual([b])
})

test('the list can be had in parts, each after the last run of the one before', () => {
  const db = tempDb()
  add(db, a)
  add(db, b)
  const part = (after?: { readonly createdAt: number; readonly place: number }) =>
    listRuns(db, { ...inList(), most: 1, after })
  const [first] = part()
  expect(first?.id).toBe(b)
  const [second] = part(first)
  expect(second?.id).toBe(a)
  expect(part(second)).toEqual([])
})

test('a run is found by the beginning of its id and by its whole name, and not in the bin', () => {
  const db = tempDb()
  add(db, a, { name: 'Wide' })
  add(db, b, { name: 'aa' })
  expect(runsCalled(db, 'aa').map(({ id }) => id)).toEqual([b, a])
  expect(runsCalled(db, 'Wid')).toEqual([])
  expect(runsCalled(db, '%')).toEqual([])
  updateRun(db, a, { deleted_at: 5 })
  expect(runsCalled(db, 'aa').map(({ id }) => id)).toEqual([b])
})

test('a queued run is claimed once, in the order of the queue', () => {
  const db = tempDb()
  add(db, a)
  add(db, b)
  expect(claimFirst(db, 'x')?.id).toBe(a)
  expect(claimFirst(db, 'y')?.id).toBe(b)
  expect(claimFirst(db, 'y')).toBeUndefined()
  expect(leases(db)).toEqual([
    { id: a, owner: 'x', heartbeatAt: 1 },
    { id: b, owner: 'y', heartbeatAt: 1 },
  ])
})

test('a deleted run is not claimed', () => {
  const db = tempDb()
  add(db, a)
  updateRun(db, a, { deleted_at: 5 })
  expect(claimFirst(db, 'x')).toBeUndefined()
})

test('only the owner of a running run writes to it, and nothing half', () => {
  const db = tempDb()
  add(db, a)
  claimFirst(db, 'x')
  const points = () => {
    addPoints(db, a, [point(20, 300)])
  }
  expect(writeOwned(db, { id: a, owner: 'y' }, { step: 20 }, points)).toBe(false)
  expect(metricsOf(db, [a], 0)[0]?.points).toEqual([])
  expect(writeOwned(db, { id: a, owner: 'x' }, { step: 20 }, points)).toBe(true)
  expect(metricsOf(db, [a], 0)[0]?.points).toEqual([point(20, 300)])
  expect(interruptRun(db, { id: a, owner: 'x' }, 'gone', 9)).toBe(true)
  expect(writeOwned(db, { id: a, owner: 'x' }, { step: 40 })).toBe(false)
  expect(runById(db, a)).toMatchObject({ status: 'interrupted', reason: 'gone', endedAt: 9 })
})

test('a row written twice is one row, as it was written last', () => {
  const db = tempDb()
  add(db, a)
  addPoints(db, a, [point(20, 300), point(40, 200)])
  addPoints(db, a, [point(40, 999), point(60, 100)])
  expect(metricsOf(db, [a], 20)[0]?.points).toEqual([point(40, 999), point(60, 100)])
})

test('a run shows its last and its best epoch', () => {
  const db = tempDb()
  add(db, a)
  claimFirst(db, 'x')
  for (const [number, error] of [
    [1, 0.05],
    [2, 0.02],
    [3, 0.03],
  ] as const)
    writeOwned(db, { id: a, owner: 'x' }, { step: number * 600, epoch: number }, () => {
      addEpoch(db, a, epoch(number, error))
    })
  const run = runById(db, a)
  expect(run.final).toEqual({
    train: { loss: 0.1, error: 0.015 },
    test: { loss: 0.2, error: 0.03 },
  })
  expect(run.best).toEqual({ epoch: 2, test: { loss: 0.2, error: 0.02 } })
  expect(run.progress).toMatchObject({ epoch: 4, step: 1800 })
  expect(epochsOf(db, a)).toEqual([epoch(1, 0.05), epoch(2, 0.02), epoch(3, 0.03)])
})

test('whoever asks for changes gets each changed run once, in the order of the changes', () => {
  const db = tempDb()
  add(db, a)
  add(db, b)
  const start = latestRevision(db)
  updateRun(db, b, { note: 'one' })
  updateRun(db, a, { note: 'two' })
  updateRun(db, b, { note: 'three' })
  const changes = changesSince(db, start)
  expect(runsWith(db, changes.runs).map(({ id, note }) => [id, note])).toEqual([
    [a, 'two'],
    [b, 'three'],
  ])
  expect(changesSince(db, changes.revision)).toEqual({ ...changes, runs: [], purged: [] })
})

test('an epoch keeps the score of the images that were kept out of training', () => {
  const db = tempDb()
  add(db, a)
  const scored = { ...epoch(1, 0.05), validation: { loss: 0.4, error: 0.06 } }
  addEpoch(db, a, scored)
  expect(epochsOf(db, a)).toEqual([scored])
})

test('the epochs worth most have the best test and the best validation error, the earlier of equals', () => {
  const db = tempDb()
  add(db, a)
  const errors = [
    [0.05, 0.01],
    [0.02, 0.03],
    [0.02, 0.01],
  ] as const
  errors.forEach(([test, validation], index) => {
    addEpoch(db, a, { ...epoch(index + 1, test), validation: { loss: 1, error: validation } })
  })
  expect(preciousEpochs(db, a)).toEqual([2, 1])
})

test('a stop is asked for only while the run is running', () => {
  const db = tempDb()
  add(db, a)
  expect(updateRun(db, a, { stop_requested: 1 }, ['running'])).toBe(false)
  claimFirst(db, 'x')
  expect(requestsOf(db, a).toStop).toBe(false)
  expect(updateRun(db, a, { stop_requested: 1 }, ['running'])).toBe(true)
  expect(requestsOf(db, a).toStop).toBe(true)
})

test('the engine that trains is kept with the run', () => {
  const db = tempDb()
  add(db, a)
  claimFirst(db, 'x')
  const engine = { kind: 'native', version: '2.21.0', threads: 2, parts: 1 } as const
  expect(recordEngine(db, { id: a, owner: 'x' }, engine)).toBe(true)
  expect(runById(db, a).engine).toEqual(engine)
})
