import { expect, test } from 'vitest'
import { bestAfter, isPatienceOver } from '../../electron/train/early-stop.ts'

const score = (error: number) => ({ loss: 1, error })
const never = { extendedAfter: 0 }

test('the best epoch has the lowest validation error, the earlier of equals', () => {
  const errors = [0.3, 0.2, 0.25, 0.2]
  const best = errors.reduce<ReturnType<typeof bestAfter>>(
    (sofar, error, index) => bestAfter(sofar, index + 1, score(error)),
    null,
  )
  expect(best).toEqual({ epoch: 2, error: 0.2 })
})

test('an epoch without validation is never the best', () => {
  expect(bestAfter(null, 1, null)).toBeNull()
})

test('patience is over after so many epochs without a better one', () => {
  const best = { epoch: 4, error: 0.1 }
  expect(isPatienceOver(3, best, { epoch: 6, ...never })).toBe(false)
  expect(isPatienceOver(3, best, { epoch: 7, ...never })).toBe(true)
})

test('no patience set, or no epoch scored, ends nothing', () => {
  expect(isPatienceOver(0, { epoch: 1, error: 0.1 }, { epoch: 99, ...never })).toBe(false)
  expect(isPatienceOver(3, null, { epoch: 99, ...never })).toBe(false)
})

test('an extension begins the wait anew', () => {
  const best = { epoch: 4, error: 0.1 }
  expect(isPatienceOver(3, best, { epoch: 9, extendedAfter: 7 })).toBe(false)
  expect(isPatienceOver(3, best, { epoch: 10, extendedAfter: 7 })).toBe(true)
})
