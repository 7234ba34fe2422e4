import { expect, test } from 'vitest'
import type { RunState } from '../../../electron/contract/entities.ts'
import { statusLine } from '../../../renderer/lib/run-status.ts'
import { aRun } from '../a-run.ts'

const progress = { epoch: 3, epochs: 5, step: 1850, steps: 3000 }

test.each<[RunState, number, string]>([
  [{ status: 'queued', isHeld: false }, 1, 'Queued, next'],
  [{ status: 'queued', isHeld: false }, 2, 'Queued, 2nd'],
  [{ status: 'running', imagesPerSecond: null, secondsLeft: null }, 0, 'Epoch 4 of 5'],
  [{ status: 'paused' }, 0, 'Paused, 3 of 5'],
  [{ status: 'completed' }, 0, 'Done'],
  [{ status: 'stopped' }, 0, 'Stopped, 3 of 5'],
  [{ status: 'interrupted', reason: '' }, 0, 'Interrupted, 3 of 5'],
  [{ status: 'failed', reason: '' }, 0, 'Failed'],
  [{ status: 'diverged', reason: '' }, 0, 'Diverged, step 1,850'],
])('%o at place %i reads “%s”', (state, place, text) => {
  expect(statusLine(aRun({ progress, state }), place).text).toBe(text)
})

test('a failure keeps its reason beside the word', () => {
  const run = aRun({ progress, state: { status: 'failed', reason: 'Out of memory' } })
  expect(statusLine(run, 0)).toMatchObject({ tone: 'failed', reason: 'Out of memory' })
})
