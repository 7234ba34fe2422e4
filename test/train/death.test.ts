import { describe, expect, test } from 'vitest'
import { deathOf, isNoFaultOfEngine, reasonOf } from '../../electron/train/death.ts'

const heapLimit = [
  'signal SIGABRT',
  '<--- Last few GCs --->',
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  '----- Native stack trace -----',
].join('\n')

const badAlloc = `signal SIGABRT\nterminate called after throwing an instance of 'std::bad_alloc'`

/** What the end of a trainer says, and what becomes of its run. */
const deaths: readonly (readonly [how: string, status: string, reason: RegExp])[] = [
  [heapLimit, 'failed', /out of memory \(signal SIGABRT: FATAL ERROR: Reached heap limit/],
  [badAlloc, 'failed', /out of memory \(signal SIGABRT: terminate called/],
  [
    'signal SIGTRAP\n# Fatal process out of memory: Zone',
    'failed',
    /out of memory \(signal SIGTRAP/,
  ],
  ['signal SIGILL\nFatal process out of memory: base::VirtualMemory', 'failed', /out of memory/],
  ['exit code 1\nRangeError: Array buffer allocation failed', 'failed', /out of memory/],
  ['could not start: spawn ENOMEM', 'failed', /out of memory \(could not start/],
  ['signal SIGILL', 'failed', /lacks an instruction .*\(signal SIGILL\); train on the engine wasm/],
  ['signal SIGSEGV', 'failed', /^The trainer crashed \(signal SIGSEGV\)$/],
  ['signal SIGBUS', 'failed', /^The trainer crashed \(signal SIGBUS\)$/],
  ['signal SIGABRT', 'failed', /crashed \(signal SIGABRT\), perhaps out of memory$/],
  ['signal SIGABRT\nCheck failed: x == y', 'failed', /crashed \(signal SIGABRT: Check failed/],
  ['signal SIGKILL', 'interrupted', /was killed \(signal SIGKILL\), by someone or by the system/],
  ['signal SIGTERM', 'interrupted', /^The trainer was killed \(signal SIGTERM\)$/],
  ['exit code 1\nhello\nError: no such thing', 'failed', /\(exit code 1: Error: no such thing\)/],
  ['exit code 10', 'failed', /ended unexpectedly \(exit code 10\)/],
  ['exit code 0', 'interrupted', /ended unexpectedly \(exit code 0\)/],
]

describe('a trainer that ended without a word', () => {
  test.each(deaths)('by %j leaves its run %s', (how, status, reason) => {
    const death = deathOf(how, () => false)
    expect(death.status).toBe(status)
    expect(death.reason).toMatch(reason)
    expect(death.reason).not.toMatch(/\n/)
  })

  test('by a kill of the system for lack of memory leaves its run failed', () => {
    expect(deathOf('signal SIGKILL', () => true)).toEqual({
      status: 'failed',
      reason: expect.stringContaining('ran out of memory') as string,
    })
  })

  test('by itself is no kill of the system, and does not use one up', () => {
    const asked = () => {
      throw new Error('It was asked')
    }
    for (const [how] of deaths) if (how !== 'signal SIGKILL') deathOf(how, asked)
  })
})

test.each([
  'Array buffer allocation failed',
  'WebAssembly.Memory(): could not allocate memory',
  'OOM when allocating tensor with shape[4096,4096]',
  '/data/images: cannot be read (Failed to allocate memory)',
])('an error that means a lack of memory says so: %s', (message) => {
  expect(reasonOf(new RangeError(message))).toBe(
    `The trainer ran out of memory (${message}); resume the run when there is more`,
  )
})

test('any other error keeps its words', () => {
  const notMemory = 'The state of adam has 3 bytes, expected 4'
  expect(reasonOf(new RangeError(notMemory))).toBe(notMemory)
  expect(reasonOf('cannot allocate memory in static TLS block')).toBe(
    'cannot allocate memory in static TLS block',
  )
})

test.each([
  ['signal SIGKILL', true],
  ['signal SIGTERM', true],
  [heapLimit, true],
  ['signal SIGILL', false],
  ['signal SIGSEGV', false],
  ['exit code 1', false],
])(
  'the end of a process that tries an engine, %j, is nothing against the engine: %j',
  (how, is) => {
    expect(isNoFaultOfEngine(how)).toBe(is)
  },
)
