import { describe, expect, test } from 'vitest'
import { parseFilter } from '../../../electron/contract/run-filter.ts'
import {
  chosenValues,
  clausesOf,
  hasClause,
  readablePart,
  withClauseToggled,
  withValues,
  withValueToggled,
} from '../../../renderer/lib/filter-clauses.ts'
import { aRun } from '../a-run.ts'

test.each([
  ['', []],
  ['wide', ['wide']],
  ['wide adam', ['wide', 'adam']],
  [
    'error < 2% and not status in (failed, done) wide',
    ['error < 2%', 'not status in (failed, done)', 'wide'],
  ],
  ['(a or b) and batch = 32', ['(a or b)', 'batch = 32']],
  ['batch = 32 or batch = 64', ['(batch = 32 or batch = 64)']],
  ['name = "a and b" && lr > 0.1', ['name = "a and b"', 'lr > 0.1']],
  ['status not in (failed) and x', ['status not in (failed)', 'x']],
])('the conditions of %j are %j', (text, clauses) => {
  expect(clausesOf(text).map((clause) => clause.text)).toEqual(clauses)
})

describe('values of a column', () => {
  test('are added to those that the filter asks for, and taken away', () => {
    const one = withValueToggled('wide', 'status', 'failed')
    expect(one).toBe('wide and status = failed')
    const two = withValueToggled(one, 'status', 'diverged')
    expect(two).toBe('wide and status in (failed, diverged)')
    expect(chosenValues(two, 'status')).toEqual(['failed', 'diverged'])
    expect(withValueToggled(two, 'status', 'failed')).toBe('wide and status = diverged')
    expect(withValues(two, 'status', [])).toBe('wide')
  })

  test('are found under any name of the column', () => {
    expect(chosenValues('tag = "class 3b"', 'tags')).toEqual(['class 3b'])
  })

  test('are not those that must not be', () => {
    expect(chosenValues('not status = failed', 'status')).toEqual([])
    expect(chosenValues('status != failed', 'status')).toEqual([])
  })

  test.each(['class 3b', 'or', '=cmd()', 'say "no"', '<img src=x onerror=alert(1)>', 'עברית'])(
    'with the text %j find the run that has it',
    (tag) => {
      const parsed = parseFilter(withValues('', 'tags', [tag]), 0)
      if (!parsed.ok) throw new Error(parsed.error.message)
      expect(parsed.matches(aRun({ tags: [tag] }))).toBe(true)
      expect(parsed.matches(aRun({ tags: ['other'] }))).toBe(false)
    },
  )
})

test('a condition joins alternatives as a whole', () => {
  expect(withValues('a or b', 'status', ['failed'])).toBe('(a or b) and status = failed')
})

test.each([
  ['best < 2% and', 'best < 2%'],
  ['best < 2% and (', 'best < 2%'],
  ['best < 2% and name = "ab', 'best < 2%'],
  ['eror < 2%', ''],
  ['(', ''],
])('of %j the part %j can be read', (text, part) => {
  expect(readablePart(text)).toBe(part)
})

test('a condition is turned on and off, however it is spaced', () => {
  expect(withClauseToggled('wide', 'created > 7d')).toBe('wide and created > 7d')
  expect(hasClause('created>7d wide', 'created > 7d')).toBe(true)
  expect(withClauseToggled('created>7d wide', 'created > 7d')).toBe('wide')
})
