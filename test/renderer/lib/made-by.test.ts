import { expect, test } from 'vitest'
import type { Stint } from '../../../electron/contract/training.ts'
import { environmentFacts, startsOf } from '../../../renderer/lib/made-by.ts'

const stint: Stint = {
  fromStep: 0,
  startedAt: 2000,
  engine: null,
  version: '1.2.3',
  commit: '0123456789abcdef0123456789abcdef01234567',
  hasChanges: false,
  node: '24.0.0',
  system: 'Linux 6.1.0 x64',
  processor: 'Fast',
  cores: 4,
  memory: 8.04e9,
  dataSha256: null,
  commandLine: ['digit-lab', 'train'],
}
const commitOf = (given: Partial<Stint>) =>
  environmentFacts({ ...stint, ...given }).find(({ label }) => label === 'Commit')

test('program and machine are facts in words', () => {
  expect(environmentFacts(stint).map(({ label, value }) => [label, value])).toEqual([
    ['Digit Lab', '1.2.3'],
    ['Commit', '0123…4567'],
    ['Node', '24.0.0'],
    ['System', 'Linux 6.1.0 x64'],
    ['Processor', 'Fast'],
    ['Cores', '4'],
    ['Memory', '8.0 GB'],
  ])
})

test('a commit is there in full behind its short form, with whether there was more than it', () => {
  expect(commitOf({})?.whole).toBe(stint.commit)
  expect(commitOf({ hasChanges: true })?.value).toBe('changed since 0123…4567')
  expect(commitOf({ commit: null })?.value).toBe('–')
})

test('each start says from which step on, when, and by which command', () => {
  const starts = startsOf([stint, { ...stint, fromStep: 600, commandLine: [] }])
  expect(starts.map(({ command }) => command)).toEqual(['digit-lab train', ''])
  expect(starts[0]?.when).toMatch(/^Step 1 on, /)
  expect(starts[1]?.when).toMatch(/^Step 601 on, /)
})
