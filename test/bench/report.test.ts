import { expect, test } from 'vitest'
import type { Line } from '../../bench/benchmark.ts'
import { report, summary } from '../../bench/report.ts'

const lines: readonly Line[] = [
  {
    what: 'epoch / PyTorch, 1 thread',
    unit: 'ratio',
    most: 0.65,
    outcome: { kind: 'measured', value: 0.5834, from: 'Digit Lab 1.08 s, PyTorch 1.85 s' },
  },
  {
    what: 'a step, WebAssembly',
    unit: 'ms',
    most: 20,
    outcome: { kind: 'measured', value: 21.26, from: '120 steps' },
  },
  {
    what: 'a step, plain JavaScript',
    unit: 'ms',
    most: null,
    outcome: { kind: 'measured', value: 170, from: '12 steps' },
  },
  {
    what: 'epoch / JAX, 1 thread',
    unit: 'ratio',
    most: 1.5,
    outcome: { kind: 'unavailable', reason: 'no Python with jax' },
  },
  {
    what: 'memory',
    unit: 'MB',
    most: 550,
    outcome: { kind: 'failed', reason: 'memory.ts failed' },
  },
]

test('every line shows what was measured, its target, and whether it was met', () => {
  const [head, ...rows] = report(lines).map((row) => row.split(/ {2,}/).map((cell) => cell.trim()))
  expect(head).toEqual(['what', 'measured', 'at most', 'from'])
  expect(rows).toEqual([
    ['epoch / PyTorch, 1 thread', '0.583', '0.650', 'met', 'Digit Lab 1.08 s, PyTorch 1.85 s'],
    ['a step, WebAssembly', '21.3 ms', '20.0 ms', 'missed', '120 steps'],
    ['a step, plain JavaScript', '170.0 ms', '–', 'for information', '12 steps'],
    ['epoch / JAX, 1 thread', '–', '1.500', 'not measured', 'no Python with jax'],
    ['memory', '–', '550.0 MB', 'failed', 'memory.ts failed'],
  ])
})

test('the summary counts each verdict that there is', () => {
  expect(summary(lines)).toBe('1 met, 1 missed, 1 failed, 1 not measured, 1 for information')
  expect(summary(lines.slice(0, 1))).toBe('1 met')
})
