import { expect, test } from 'vitest'
import { decide } from '../../scripts/engine/memo.mjs'

const now = Date.UTC(2030, 0, 2)
const hourMs = 3600 * 1000

test('an engine that worked is left alone while its files and its processor are the same', () => {
  expect(decide({ stamp: 'a', version: '2.21.0' }, 'a', now)).toBe('works')
  expect(decide({ stamp: 'a', version: '2.21.0' }, 'b', now)).toBe('try')
  expect(decide(null, 'a', now)).toBe('try')
})

test('a failure is remembered for a day, unless the files change or the clock was set back', () => {
  const failed = (hoursAgo: number) => ({
    stamp: 'a',
    why: 'no compiler',
    failedAt: now - hoursAgo * hourMs,
  })
  expect(decide(failed(1), 'a', now)).toBe('gave-up')
  expect(decide(failed(23), 'a', now)).toBe('gave-up')
  expect(decide(failed(25), 'a', now)).toBe('try')
  expect(decide(failed(1), 'b', now)).toBe('try')
  expect(decide(failed(-1), 'a', now)).toBe('try')
})
