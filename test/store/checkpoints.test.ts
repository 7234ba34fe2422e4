import { expect, test } from 'vitest'
import {
  addCheckpoint,
  checkpointMeant,
  checkpointsOf,
  dropCheckpoints,
  resumeStep,
  storedCheckpoint,
  storedResumePoint,
} from '../../electron/store/checkpoints.sql.ts'
import { runById, updateRun } from '../../electron/store/runs.sql.ts'
import { a, add, tempDb } from './a-run.ts'

/** A checkpoint of 3 bytes of weights and 2 of the optimizer's state. */
const checkpoint = (epoch: number, step: number, isEpochEnd = true) => ({
  epoch,
  step,
  sha256: `hash ${String(step)}`,
  weights: Uint8Array.of(epoch, 2, 3),
  isEpochEnd,
  resume: { state: `{"step":${String(step)}}`, slots: Uint8Array.of(7, epoch), sha256: 'state' },
})

function withCheckpoints(...given: readonly ReturnType<typeof checkpoint>[]) {
  const db = tempDb()
  add(db, a)
  for (const each of given) addCheckpoint(db, a, each)
  return db
}

test('checkpoints come back as they were stored, and the run knows the last hash and their size', () => {
  const db = withCheckpoints(checkpoint(1, 600), checkpoint(2, 1200))
  expect(runById(db, a)).toMatchObject({ weightsSha256: 'hash 1200', bytes: 8, canResume: true })
  expect([...(storedCheckpoint(db, a, undefined)?.weights ?? [])]).toEqual([2, 2, 3])
  expect([...(storedCheckpoint(db, a, 1)?.weights ?? [])]).toEqual([1, 2, 3])
  expect(storedCheckpoint(db, a, 7)).toBeUndefined()
  expect(checkpointMeant(db, a, 1)).toEqual({
    epoch: 1,
    step: 600,
    sha256: 'hash 600',
  })
  expect(checkpointMeant(db, a, 7)).toBeUndefined()
})

test('only the last checkpoint holds what training goes on from', () => {
  const db = withCheckpoints(checkpoint(1, 600), checkpoint(2, 1200))
  expect(checkpointsOf(db, a)).toEqual([
    { epoch: 1, step: 600, sha256: 'hash 600', bytes: 3, canResume: false },
    { epoch: 2, step: 1200, sha256: 'hash 1200', bytes: 3, canResume: true },
  ])
  const stored = storedResumePoint(db, a)
  expect(stored?.step).toBe(1200)
  expect(stored?.weights.sha256).toBe('hash 1200')
  expect(stored?.resume).toMatchObject({ state: '{"step":1200}', sha256: 'state' })
  expect([...(stored?.resume.slots ?? [])]).toEqual([7, 2])
})

test('a checkpoint within an epoch goes when the next comes, those of epochs stay', () => {
  const db = withCheckpoints(
    checkpoint(1, 600),
    checkpoint(2, 700, false),
    checkpoint(2, 900, false),
  )
  const steps = () => checkpointsOf(db, a).map(({ step }) => step)
  expect(steps()).toEqual([600, 900])
  addCheckpoint(db, a, checkpoint(2, 1200))
  expect(steps()).toEqual([600, 1200])
})

test('the end of an epoch takes the place of a stop before it was scored', () => {
  const db = withCheckpoints(checkpoint(1, 600, false), checkpoint(1, 600))
  addCheckpoint(db, a, checkpoint(2, 700, false))
  expect(checkpointsOf(db, a).map(({ step }) => step)).toEqual([600, 700])
})

test('a run that ended with the weights of an earlier epoch shows and answers with these', () => {
  const db = withCheckpoints(checkpoint(1, 600), checkpoint(2, 1200))
  updateRun(db, a, { kept_epoch: 1 })
  expect(runById(db, a).weightsSha256).toBe('hash 600')
  expect(storedCheckpoint(db, a, undefined)?.step).toBe(600)
  expect(checkpointMeant(db, a, undefined)).toEqual({
    epoch: 1,
    step: 600,
    sha256: 'hash 600',
  })
  expect(resumeStep(db, a)).toBe(1200)
})

test('a run whose checkpoint to go on from is dropped cannot go on', () => {
  const db = withCheckpoints(checkpoint(1, 600), checkpoint(2, 1200))
  dropCheckpoints(db, a, [1200])
  expect(storedResumePoint(db, a)).toBeUndefined()
  expect(runById(db, a)).toMatchObject({ canResume: false, bytes: 3 })
})
