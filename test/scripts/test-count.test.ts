import { describe, expect, test } from 'vitest'
import { countTests, resultLine } from '../../scripts/test-count.mjs'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
})
const report = (...testResults: unknown[]) => ({ testResults })

test('the last line names what passed and failed, and what was skipped if anything was', () => {
  expect(resultLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
  expect(resultLine({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped')
})

describe('what counts', () => {
  test('each test, in whatever file', () => {
    const two = report(
      file('passed', 'passed', 'passed', 'skipped', 'todo'),
      file('failed', 'passed', 'failed'),
    )
    expect(countTests(two, false)).toEqual({ passed: 3, failed: 1, skipped: 2 })
  })

  test('a file that could not be loaded is a failure', () => {
    const broken = report(file('passed', 'passed'), file('failed'))
    expect(countTests(broken, false)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })

  test.for([
    ['no report', null, false],
    ['no report though all was well', null, true],
    ['a report of another shape', { testResults: 'none' }, true],
    ['no test', report(), true],
    ['only skipped tests', report(file('passed', 'skipped')), true],
    ['an error outside the tests', report(file('passed', 'passed')), false],
  ] as const)('%s is a failure', ([, what, ok]) => {
    expect(countTests(what, ok).failed).toBe(1)
  })
})
