import { expect, test } from 'vitest'
import type { MetricPoint } from '../../electron/contract/training.ts'
import {
  addEpochsChange,
  addRateChange,
  copyChanges,
  epochsChangesOf,
  rateChangesOf,
} from '../../electron/store/changes.sql.ts'
import type { Db } from '../../electron/store/database.ts'
import { endRun, interruptRun, recordChange, requestsOf } from '../../electron/store/leases.sql.ts'
import { runById, updateRun } from '../../electron/store/runs.sql.ts'
import { addPoints, metricsOf } from '../../electron/store/training.sql.ts'
import { a, add, b, claimFirst, tempDb } from './a-run.ts'

const point = (step: number): MetricPoint => ({ step, loss: 1, error: 0, images: 1, seconds: 1 })
const stepsOf = (db: Db) => metricsOf(db, [a], 0)[0]?.points.map(({ step }) => step)

function runWithPoints(config = {}): Db {
  const db = tempDb()
  add(db, a, { config })
  addPoints(db, a, [10, 20, 30].map(point))
  return db
}

test('changes of the learning rate come back exactly, in order of steps, and with the run', () => {
  const db = runWithPoints()
  const changes = [
    { step: 5, learningRate: 0.1 + 0.2 },
    { step: 40, learningRate: 1e-7 },
  ]
  for (const each of changes) addRateChange(db, a, each)
  expect(rateChangesOf(db, a)).toEqual(changes)
  expect(runById(db, a).rateChanges).toEqual(changes)
})

test('another learning rate makes what was recorded of later steps void, and later changes', () => {
  const db = runWithPoints()
  addRateChange(db, a, { step: 25, learningRate: 0.1 })
  addRateChange(db, a, { step: 20, learningRate: 0.2 })
  expect(stepsOf(db)).toEqual([10])
  expect(rateChangesOf(db, a)).toEqual([{ step: 20, learningRate: 0.2 }])
})

test('more epochs are more steps, and what was recorded stays', () => {
  const db = runWithPoints()
  addEpochsChange(db, a, { step: 11, epochs: 8 })
  expect(stepsOf(db)).toEqual([10, 20, 30])
  expect(runById(db, a).progress).toMatchObject({ epochs: 8, steps: 4800 })
  expect(epochsChangesOf(db, a)).toEqual([{ step: 11, epochs: 8 }])
  expect(runById(db, a).epochsChanges).toEqual([{ step: 11, epochs: 8 }])
})

test('more epochs of a cosine make what was recorded of later steps void', () => {
  const db = runWithPoints({ schedule: 'cosine' })
  addEpochsChange(db, a, { step: 11, epochs: 8 })
  expect(stepsOf(db)).toEqual([10])
})

test('a repeat gets the changes of the original', () => {
  const db = runWithPoints()
  add(db, b)
  addRateChange(db, a, { step: 5, learningRate: 0.5 })
  addEpochsChange(db, a, { step: 9, epochs: 6 })
  copyChanges(db, a, b)
  expect(rateChangesOf(db, b)).toEqual(rateChangesOf(db, a))
  expect(epochsChangesOf(db, b)).toEqual(epochsChangesOf(db, a))
})

test('a change that was made is no longer asked for, unless another was asked for since', () => {
  const db = tempDb()
  add(db, a)
  claimFirst(db, 'x')
  const lease = { id: a, owner: 'x' }
  updateRun(db, a, { rate_requested: 0.5 })
  expect(requestsOf(db, a).learningRate).toBe(0.5)
  expect(recordChange(db, lease, { kind: 'rate', change: { step: 7, learningRate: 0.5 } })).toBe(
    true,
  )
  expect(requestsOf(db, a).learningRate).toBeNull()
  updateRun(db, a, { rate_requested: 0.25 })
  recordChange(db, lease, { kind: 'rate', change: { step: 8, learningRate: 0.125 } })
  expect(requestsOf(db, a).learningRate).toBe(0.25)
})

test('what is asked for shows at once, and holds from the next step when the run ends before', () => {
  const db = tempDb()
  add(db, a)
  claimFirst(db, 'x')
  updateRun(db, a, { rate_requested: 0.5, epochs_requested: 6 })
  expect(runById(db, a).progress).toMatchObject({ epochs: 6, steps: 3600 })
  interruptRun(db, { id: a, owner: 'x' }, 'gone', 9)
  expect(runById(db, a)).toMatchObject({
    status: 'interrupted',
    rateChanges: [{ step: 1, learningRate: 0.5 }],
    progress: { epochs: 6, steps: 3600 },
  })
  expect(requestsOf(db, a)).toMatchObject({ learningRate: null, epochs: null })
})

test.each([
  [{ pause_requested: 1 }, 'paused'],
  [{ stop_requested: 1 }, 'stopped'],
  [{ pause_requested: 1, stop_requested: 1 }, 'stopped'],
  [{}, 'stopped'],
] as const)('a run that stops after %j is %s, and asked for nothing more', (asked, status) => {
  const db = tempDb()
  add(db, a)
  claimFirst(db, 'x')
  updateRun(db, a, asked)
  endRun(db, { id: a, owner: 'x' }, { status: 'stopped', reason: null, now: 9 })
  expect(runById(db, a).status).toBe(status)
  expect(requestsOf(db, a)).toMatchObject({ toStop: false, toPause: false })
})
