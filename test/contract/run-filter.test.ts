import { describe, expect, test } from 'vitest'
import { parseFilter } from '../../electron/contract/run-filter.ts'
import { aRun, type Given } from '../renderer/a-run.ts'

/** A Saturday, at noon where the machine is. */
const now = new Date(2026, 0, 31, 12).getTime()
const minute = 60_000
const day = 24 * 60 * minute

const scored = (error: number) => ({
  final: { train: { loss: 0.02, error: 0.0056 }, test: { loss: 0.07, error } },
})
const untrained: Given = {
  state: { status: 'queued', isHeld: false },
  engine: null,
  final: null,
  best: null,
  startedAt: null,
  endedAt: null,
  seconds: 0,
}

function isFound(filter: string, given: Given = {}): boolean {
  const parsed = parseFilter(filter, now)
  if (!parsed.ok) throw new Error(`${filter}: ${parsed.error.message}`)
  return parsed.matches(aRun(given))
}

function errorOf(filter: string) {
  const parsed = parseFilter(filter, now)
  if (parsed.ok) throw new Error(`${filter} is a filter`)
  return parsed.error
}

describe('a filter', () => {
  test.each<[string, Given, Given]>([
    ['error < 2%', scored(0.019), scored(0.02)],
    ['error < 0.02', scored(0.019), scored(0.021)],
    ['error = 1.9 %', scored(0.019), scored(0.0191)],
    ['error == 1.9%', scored(190 / 10_000), scored(0.0191)],
    ['Test_Error >= 2%', scored(0.02), scored(0.0199)],
    ['"test error" != 2%', scored(0.03), scored(0.02)],
    ['learningRate = 1e-3', {}, { config: { learningRate: 0.01 } }],
    ['LR <= .001', {}, { config: { learningRate: 0.0011 } }],
    ['train-images > 5k', { config: { trainImages: 6000 } }, { config: { trainImages: 5000 } }],
    ['parameters > 0.5M', { config: { hidden: [1000] } }, {}],
    ['parameters = 397510', {}, { config: { hidden: [] } }],
    ['dropout = 20%', { config: { dropout: 0.2 } }, { config: { dropout: 0.5 } }],
    ['duration > 2 min', { seconds: 121 }, { seconds: 120 }],
    ['took < 1.5h', { seconds: 5399 }, { seconds: 5400 }],
    ['duration = 4 min 12 s', { seconds: 252 }, { seconds: 240 }],
    ['size > 12 MB', { bytes: 12_000_001 }, { bytes: 12_000_000 }],
    ['size<=1.5kB', { bytes: 1500 }, { bytes: 1501 }],
    ['optimizer = ADAM', {}, { config: { optimizer: 'sgd' } }],
    ['optimizer in (sgd, "adam")', {}, { config: { optimizer: 'adamw' } }],
    ['optimizer not in (adam, adamw)', { config: { optimizer: 'sgd' } }, {}],
    ['hidden = 512-256', { config: { hidden: [512, 256] } }, {}],
    ['hidden = none', { config: { hidden: [] } }, {}],
    ['name ~ WIDE', { name: 'A wider one' }, { name: 'narrow' }],
    ['name = "Run (2)"', { name: 'run (2)' }, { name: 'run (20)' }],
    ["name = 'it\\'s'", { name: "It's" }, { name: 'its' }],
    ['name > "run 9"', { name: 'Run 10' }, { name: 'run 8' }],
    ['tags = mnist', { tags: ['MNIST', 'a'] }, { tags: ['mnist 2'] }],
    ['tags ~ mnist', { tags: ['mnist 2'] }, { tags: ['a'] }],
    ['tag != old', { tags: ['new'] }, { tags: ['new', 'old'] }],
    ['tags = none', {}, { tags: ['a'] }],
    ['note != none', { note: 'x' }, {}],
    ['engine = none', untrained, {}],
    ['engine = native', {}, untrained],
    ['pinned', { isPinned: true }, {}],
    ['not pinned', {}, { isPinned: true }],
    ['!pinned', {}, { isPinned: true }],
    ['not not pinned', { isPinned: true }, {}],
    ['pinned = no', {}, { isPinned: true }],
    ['held', { ...untrained, state: { status: 'queued', isHeld: true } }, untrained],
    ['keep-best = yes', { config: { keepBest: true } }, {}],
    ['started = 2026-01-30', { startedAt: now - day }, { startedAt: now }],
    ['started > 2026-01-30', { startedAt: now }, { startedAt: now - day }],
    ['started >= 2026-01-31', { startedAt: now }, { startedAt: now - day }],
    ['started = 2026-01', { startedAt: now }, { startedAt: now + day }],
    ['started = 2026', { startedAt: now }, { startedAt: now - 31 * day }],
    ['created < 2026-01-31 12:00', { createdAt: now - 1 }, { createdAt: now }],
    ['created = "2026-01-31T12:00"', { createdAt: now + 59_999 }, { createdAt: now + minute }],
    ['started = yesterday', { startedAt: now - day }, { startedAt: now }],
    ['ended in (today, yesterday)', { endedAt: now }, { endedAt: now - 2 * day }],
    ['started > 7 days ago', { startedAt: now - 7 * day + 1 }, { startedAt: now - 7 * day }],
    ['started>7d', { startedAt: now - 6 * day }, { startedAt: now - 8 * day }],
    ['started < 90 min AGO', { startedAt: now - 91 * minute }, { startedAt: now - 89 * minute }],
    ['wider error < 2%', { name: 'Wider', ...scored(0.01) }, { name: 'Wider', ...scored(0.03) }],
    ['mnist 512', { tags: ['mnist'], note: 'of 512' }, { tags: ['mnist'] }],
    ['in the note', { note: 'the words are in it: note' }, { note: 'the note' }],
    ['"error < 2%"', { note: 'Error < 2% at last' }, scored(0.01)],
    ['x or y and z', { name: 'x' }, { name: 'y' }],
    ['(x or y) and z', { name: 'yz' }, { name: 'x' }],
    ['x || y && !z', { name: 'y' }, { name: 'yz' }],
    ['not (x or y)', { name: 'z' }, { name: 'y' }],
    ['R&D', { name: 'r&d' }, { name: 'rd' }],
  ])('%s', (filter, fits, fitsNot) => {
    expect(isFound(filter, fits)).toBe(true)
    expect(isFound(filter, fitsNot)).toBe(false)
  })

  test.each(['', '  \n '])('without anything in it finds all runs', (filter) => {
    expect(isFound(filter)).toBe(true)
  })

  test.each([
    'error < 2%',
    'error >= 2%',
    'error != 2%',
    'not error < 2%',
    'not error >= 2%',
    'started > 2000-01-01',
    'not (started > 2000-01-01)',
    'engine in (native, wasm)',
    'engine not in (native, wasm)',
  ])('does not find a run that has no such value: %s', (filter) => {
    expect(isFound(filter, untrained)).toBe(false)
  })

  test('decides by what is known where that is enough', () => {
    expect(isFound('not (error < 2% and optimizer = sgd)', untrained)).toBe(true)
    expect(isFound('error < 2% or optimizer = adam', untrained)).toBe(true)
  })
})

describe('what a filter cannot be is named with its place', () => {
  test.each<[string, number, string, RegExp]>([
    ['eror < 2%', 0, 'eror', /no such column; did you mean error\?/],
    ['a and __proto__ = 1', 6, '__proto__', /no such column/],
    ['constructor = x', 0, 'constructor', /no such column/],
    ['error <', 7, '', /the end: test-error takes a share such as 2% or 0\.02/],
    ['error < two', 8, 'two', /takes a share such as/],
    ['error < 2 apples', 8, '2', /a share from 0 to 1; write 2%/],
    ['epochs > 5x', 9, '5x', /takes a number such as/],
    ['duration > 2parsecs', 11, '2parsecs', /takes a time such as 90 s, 2 min or 1\.5 h/],
    ['size > big', 7, 'big', /a size such as 12 MB/],
    ['status = complete', 9, 'complete', /is one of queued, .*; did you mean completed\?/],
    ['optimizer in (adam, adm)', 20, 'adm', /did you mean adam\?/],
    ['optimizer in (adam', 18, '', /goes on with , or ends with \)/],
    ['optimizer in ()', 14, ')', /takes a text/],
    ['name = ', 7, '', /takes a text/],
    ['error ~ 2', 6, '~', /is a share and goes with = != < <= > >=/],
    ['tags < a', 5, '<', /is a list and goes with = != ~/],
    ['pinned > no', 7, '>', /is yes or no and goes with = !=/],
    ['pinned = maybe', 9, 'maybe', /takes yes or no/],
    ['started > 2026-02-30', 10, '2026-02-30', /no such day or time/],
    ['started > 2026-01-31 25:00', 10, '2026-01-31 25:00', /no such day or time/],
    ['started > soon', 10, 'soon', /a day such as 2026-01-31, or a time ago such as 7d/],
    ['started > 7', 10, '7', /a time ago such as 7d/],
    ['started = 7d', 10, '7d', /takes a day after =/],
    ['error < none', 8, 'none', /takes a share/],
    ['(a or b', 7, '', /a \) is missing/],
    ['a) b', 1, ')', /no \( belongs to it/],
    ['a and', 5, '', /expected a column with a value, or words/],
    ['or a', 0, 'or', /expected a column/],
    ['a or or b', 5, 'or', /expected a column/],
    ['< 5', 0, '<', /expected a column/],
    ['<img src=x onerror=alert(1)>', 0, '<', /expected a column/],
    ['a, b', 1, ',', /expected a column/],
    ['name = "open', 7, '"open', /no closing quote/],
  ])('%s', (filter, at, found, message) => {
    const error = errorOf(filter)
    expect(error).toMatchObject({ at, found })
    expect(error.message).toMatch(message)
    expect(error.message).toMatch(new RegExp(`^Character ${String(at + 1)}, `))
  })

  test('more than 1,000 characters, or 50 parentheses inside each other', () => {
    const long = 'a '.repeat(500)
    expect(isFound(long)).toBe(true)
    const surplus = errorOf(`${long}b${'c'.repeat(5000)}`)
    expect(surplus.at).toBe(1000)
    expect(surplus.message).toMatch(/at most 1,000 characters$/)
    expect(surplus.message.length).toBeLessThan(200)
    const nested = (depth: number) => `${'('.repeat(depth)}a${')'.repeat(depth)}`
    expect(isFound(nested(50))).toBe(true)
    expect(errorOf(nested(51))).toMatchObject({ at: 50, found: '(' })
  })
})
