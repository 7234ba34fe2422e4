import { expect, test } from 'vitest'
import { ended } from '../results.ts'
import { tempCore } from '../temp-core.ts'

test('an evaluation on the test set agrees with the score that the run recorded', async () => {
  const core = tempCore()
  const { id, final } = await ended(core)
  const found = await core.ask('evaluations.show', { id, set: 'test' })
  expect(found.score.error).toBe(final?.test.error)
  expect(found.score.loss).toBeCloseTo(final?.test.loss ?? NaN, 6)
  expect(found.images).toBe(10_000)
})
