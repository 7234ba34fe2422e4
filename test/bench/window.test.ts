import { expect, test } from 'vitest'
import { blockedLine } from '../../bench/benchmarks/window.ts'
import type { Visit } from '../../bench/programs/window.ts'

const visit = (page: string, windowMs: number, coreMs: number): Visit => ({
  page,
  windowMs,
  coreMs,
})

test('the page that blocks at each of its visits counts, not one that a busy machine held up once', () => {
  const visits = [
    visit('/', 8, 12),
    visit('/runs/', 61, 30),
    visit('/', 180, 11),
    visit('/runs/', 64, 28),
  ]
  expect(blockedLine('window blocked', visits, 'windowMs')).toEqual({
    what: 'window blocked',
    unit: 'ms',
    most: 50,
    outcome: {
      kind: 'measured',
      value: 61,
      from: 'on /runs/, 2 visits; 180 ms at the very longest',
    },
  })
  expect(blockedLine('core blocked', visits, 'coreMs').outcome).toMatchObject({ value: 28 })
})

test('without a visit nothing is met', () => {
  expect(blockedLine('window blocked', [], 'windowMs').outcome).toMatchObject({ value: NaN })
})
