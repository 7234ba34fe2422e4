import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { requestFrom } from '../../bench/arguments.ts'

const known = ['reference', 'memory', 'window']
const requested = (...argv: string[]) => requestFrom(argv, known)

test('without arguments all is measured, in five rounds, with a thread for each core', () => {
  expect(requested()).toEqual({
    kind: 'measure',
    names: known,
    rounds: 5,
    threads: availableParallelism(),
  })
})

test('what is named is measured, once each and in the usual order', () => {
  expect(requested('window', 'memory', 'window', '--rounds', '9', '--threads=1')).toEqual({
    kind: 'measure',
    names: ['memory', 'window'],
    rounds: 9,
    threads: 1,
  })
})

test('help and the set-up of Python measure nothing', () => {
  expect([requested('--help').kind, requested('--install-python').kind]).toEqual([
    'help',
    'install-python',
  ])
})

test('a wrong argument is answered in one line that says what is allowed', () => {
  const why = (...argv: string[]) => {
    const request = requested(...argv)
    return request.kind === 'wrong' ? request.why : request.kind
  }
  expect(why('speed')).toBe('There is no benchmark "speed"; there are reference, memory, window')
  expect(why('--rounds', '0')).toBe('--rounds must be a whole number from 1 to 100, not "0"')
  expect(why('--rounds', '')).toBe('--rounds must be a whole number from 1 to 100, not ""')
  expect(why('--threads', '2.5')).toBe('--threads must be a whole number from 1 to 256, not "2.5"')
  expect(why('--round', '5')).toMatch(/^Unknown option '--round'/)
})
