import { describe, expect, test } from 'vitest'
import type { RunState } from '../../../electron/contract/entities.ts'
import {
  baseRate,
  canGoOn,
  canSteer,
  prunable,
  readEpochs,
  readRate,
} from '../../../renderer/lib/steering.ts'
import { aRun, type Given } from '../a-run.ts'
import { anEpoch } from '../curves.ts'

const half = { epoch: 3, epochs: 5, step: 1500, steps: 3000 }
const resumable = (state: RunState, given: Given = {}) =>
  aRun({ progress: half, canResume: true, ...given, state })

describe('a run can go on', () => {
  test.each<RunState>([
    { status: 'paused' },
    { status: 'stopped' },
    { status: 'interrupted', reason: '' },
    { status: 'completed' },
  ])('when it is at rest with a resume point and steps left: %o', (state) => {
    expect(canGoOn(resumable(state))).toBe(true)
    expect(canGoOn(resumable(state, { canResume: false }))).toBe(false)
    expect(canGoOn(resumable(state, { deletedAt: 5 }))).toBe(false)
  })

  test('not while it is live, has diverged, or has nothing left to do', () => {
    expect(canGoOn(resumable({ status: 'queued', isHeld: false }))).toBe(false)
    expect(canGoOn(resumable({ status: 'diverged', reason: '' }))).toBe(false)
    const whole = { epoch: 5, epochs: 5, step: 3000, steps: 3000 }
    expect(canGoOn(resumable({ status: 'completed' }, { progress: whole }))).toBe(false)
    const patient = { config: { patience: 2, validation: 0.1 } }
    expect(canGoOn(resumable({ status: 'completed' }, patient))).toBe(false)
    expect(canGoOn(resumable({ status: 'paused' }, patient))).toBe(true)
  })
})

test('a run that trains can be changed before its first resume point, one at rest needs one', () => {
  const running = { status: 'running', imagesPerSecond: null, secondsLeft: null } as const
  expect(canSteer(aRun({ state: running }))).toBe(true)
  expect(canSteer(aRun())).toBe(false)
  expect(canSteer(resumable({ status: 'completed' }))).toBe(true)
})

test('what people type is held to the rules of the contract', () => {
  expect(readEpochs('1,000')).toEqual({ ok: true, value: 1000 })
  expect(readEpochs('0')).toMatchObject({
    ok: false,
    message: expect.stringContaining('1 to 1000') as string,
  })
  expect(readRate(' 5e-4 ')).toEqual({ ok: true, value: 0.0005 })
  expect(readRate('')).toMatchObject({ ok: false })
})

test('the rate that holds is the one set last', () => {
  expect(baseRate(aRun())).toBe(0.001)
  const rateChanges = [
    { step: 10, learningRate: 0.1 },
    { step: 20, learningRate: 0.2 },
  ]
  expect(baseRate(aRun({ rateChanges }))).toBe(0.2)
})

test('checkpoints that are not the best, the last or the resume point can go', () => {
  const epochs = [0.05, 0.03, 0.04, 0.03, 0.06].map((error, index) => ({
    ...anEpoch(index + 1, error),
    validation: { loss: 1, error: index === 2 ? 0.01 : 0.02 },
  }))
  const checkpoints = epochs.map(({ epoch, step }) => ({
    epoch,
    step,
    sha256: '',
    bytes: 4,
    canResume: epoch === 4,
  }))
  expect(prunable(checkpoints, epochs).map(({ epoch }) => epoch)).toEqual([1])
  expect(prunable(checkpoints.slice(0, 1), epochs.slice(0, 1))).toEqual([])
})
