import { describe, expect, test } from 'vitest'
import {
  formatAbout,
  formatAgo,
  formatDuration,
  formatEstimate,
} from '../../../renderer/lib/time.ts'

const second = 1000
const hour = 3600 * second
const day = 24 * hour

describe('how long ago', () => {
  const now = 1_800_000_000_000

  test.each([
    [0, 'just now'],
    [18 * second, '18 s ago'],
    [12 * 60 * second, '12 min ago'],
    [1.9 * hour, '1 h ago'],
    [1.5 * day, 'yesterday'],
    [9 * day, '9 days ago'],
  ])('%i ms reads %s', (ms, text) => {
    expect(formatAgo(now - ms, now)).toBe(text)
  })

  test('a start in the future, after the clock was put back, counts as now', () => {
    expect(formatAgo(now + day, now)).toBe('just now')
  })
})

test.each([
  [18.12, '18.1 s'],
  [59.7, '1 min 0 s'],
  [245, '4 min 5 s'],
  [3599.8, '1 h 0 min'],
  [4320, '1 h 12 min'],
])('%d s of work read %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})

test('seconds left count down, more than that is only about', () => {
  expect(formatEstimate(19.2)).toBe('20 s')
  expect(formatEstimate(250)).toBe('about 4 min')
  expect(formatEstimate(3 * 3600)).toBe('about 3 h')
})

test('what is still to begin takes only about so long', () => {
  expect(formatAbout(20.4)).toBe('about 21 s')
  expect(formatAbout(250)).toBe('about 4 min')
})
