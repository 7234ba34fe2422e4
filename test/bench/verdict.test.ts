import { expect, test } from 'vitest'
import type { Line, Outcome } from '../../bench/benchmark.ts'
import { exitCodeOf, inUnit, ratioLine, verdictOf } from '../../bench/verdict.ts'

const line = (outcome: Outcome, most: number | null = 0.65): Line => ({
  what: 'epoch / theirs',
  unit: 'ratio',
  most,
  outcome,
})
const measured = (value: number) => ({ kind: 'measured', value, from: '' }) as const
const unavailable = { kind: 'unavailable', reason: 'no Python with torch' } as const
const failed = { kind: 'failed', reason: 'bare-loop.ts failed' } as const

test('a target is met up to and including itself', () => {
  expect(verdictOf(line(measured(0.65)))).toBe('met')
  expect(verdictOf(line(measured(0.6501)))).toBe('missed')
})

test('what is no number has missed its target', () => {
  expect(verdictOf(line(measured(NaN)))).toBe('missed')
})

test('a value without a target is for information, however large', () => {
  expect(verdictOf(line(measured(1e9), null))).toBe('for information')
})

test('what this machine cannot measure is told from what failed', () => {
  expect([unavailable, failed].map((outcome) => verdictOf(line(outcome)))).toEqual([
    'not measured',
    'failed',
  ])
})

test('the exit code is 1 for a missed target or a failure, and for nothing else', () => {
  const harmless = [line(measured(0.5)), line(measured(2), null), line(unavailable)]
  expect(exitCodeOf([])).toBe(0)
  expect(exitCodeOf(harmless)).toBe(0)
  expect(exitCodeOf([...harmless, line(measured(0.7))])).toBe(1)
  expect(exitCodeOf([...harmless, line(failed, null)])).toBe(1)
})

test('a ratio says what it was made of', () => {
  const ours = { name: 'Digit Lab', seconds: 1.08 }
  expect(ratioLine('epoch / PyTorch', ours, { name: 'PyTorch', seconds: 2 }, 0.65)).toEqual({
    what: 'epoch / PyTorch',
    unit: 'ratio',
    most: 0.65,
    outcome: { kind: 'measured', value: 0.54, from: 'Digit Lab 1.08 s, PyTorch 2.00 s' },
  })
})

test('a value is shown with its unit, a ratio with three digits behind the point', () => {
  expect([inUnit(0.58349, 'ratio'), inUnit(1.005, 'ms'), inUnit(0, 'tensors')]).toEqual([
    '0.583',
    '1.0 ms',
    '0 tensors',
  ])
})
