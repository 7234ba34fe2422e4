import { expect, test } from 'vitest'
import { endingOf } from '../../electron/window/exit-status.ts'

test.each([
  [0, 'exit code 0'],
  [1, 'exit code 1'],
  [9, 'signal SIGKILL'],
  [6, 'signal SIGABRT'],
  [134, 'signal SIGABRT'],
  [139, 'signal SIGSEGV'],
  [132, 'signal SIGILL'],
  [255, 'exit code 255'],
])('a child that ended with %j was ended by %s', (code, words) => {
  expect(endingOf(code)).toBe(words)
})
