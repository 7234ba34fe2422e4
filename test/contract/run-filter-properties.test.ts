import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Run } from '../../electron/contract/entities.ts'
import { suggest } from '../../electron/contract/filter/suggest.ts'
import { parseFilter } from '../../electron/contract/run-filter.ts'
import { columnNamed } from '../../electron/contract/run-columns.ts'
import { aRun } from '../renderer/a-run.ts'

const now = new Date(2026, 0, 31, 12).getTime()

/** What a filter says, apart from how it is written. */
type Said =
  | {
      readonly kind: 'compare'
      readonly column: string
      readonly sign: Sign
      readonly value: Value
    }
  | { readonly kind: 'among'; readonly column: string; readonly values: readonly Value[] }
  | { readonly kind: 'flag'; readonly column: string }
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'not'; readonly of: Said }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Said[] }
type Of<K extends Said['kind']> = Extract<Said, { readonly kind: K }>
type Sign = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~'
type Value = number | string | null

const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`
const written = (value: Value) => {
  if (value === null) return 'none'
  return typeof value === 'number' ? String(value) : quote(value)
}

/** Parentheses around everything that has parts. */
function printed(said: Said): string {
  switch (said.kind) {
    case 'compare':
      return `${said.column} ${said.sign} ${written(said.value)}`
    case 'among':
      return `${said.column} in (${said.values.map(written).join(', ')})`
    case 'flag':
      return said.column
    case 'search':
      return quote(said.text)
    case 'not':
      return `not (${printed(said.of)})`
    case 'and':
    case 'or':
      return said.of.map((each) => `(${printed(each)})`).join(` ${said.kind} `)
  }
}

const valueOf = (run: Run, column: string) => columnNamed(column)?.value(run) ?? null

type Verdict = boolean | null

const negated = (found: Verdict): Verdict => (found === null ? null : !found)

function someOf(found: readonly Verdict[]): Verdict {
  if (found.includes(true)) return true
  return found.includes(null) ? null : false
}

const comparisons: Readonly<Record<Sign, (found: string, value: string) => boolean>> = {
  '=': (found, value) => found === value,
  '!=': (found, value) => found !== value,
  '~': (found, value) => found.includes(value),
  '<': (found, value) => Number(found) < Number(value),
  '<=': (found, value) => Number(found) <= Number(value),
  '>': (found, value) => Number(found) > Number(value),
  '>=': (found, value) => Number(found) >= Number(value),
}

function compared(run: Run, { column, sign, value }: Of<'compare'>): Verdict {
  const found = valueOf(run, column)
  if (value === null) return [null, '', 'none'].includes(found as string) === (sign === '=')
  if (found === null) return null
  return comparisons[sign](String(found).toLowerCase(), String(value).toLowerCase())
}

/** The slow and plain way; null for what is not known. */
function holds(run: Run, said: Said): Verdict {
  switch (said.kind) {
    case 'compare':
      return compared(run, said)
    case 'among': {
      const { column, values } = said
      return someOf(
        values.map((value) => compared(run, { kind: 'compare', column, sign: '=', value })),
      )
    }
    case 'flag':
      return valueOf(run, said.column) === true
    case 'search':
      return [run.name, run.note, ...run.tags, run.id].some((text) =>
        text.toLowerCase().includes(said.text.toLowerCase()),
      )
    case 'not':
      return negated(holds(run, said.of))
    case 'and':
      return negated(someOf(said.of.map((each) => negated(holds(run, each)))))
    case 'or':
      return someOf(said.of.map((each) => holds(run, each)))
  }
}

const orders = fc.constantFrom<Sign>('=', '!=', '<', '<=', '>', '>=')
const equalities = fc.constantFrom<Sign>('=', '!=')
/** Few enough to meet, and such as a parser may stumble over. */
const texts = fc.constantFrom('', 'a', 'B', 'and', 'x (2)', 'say "a"', 'back\\slash', 'none', '＝1')
const numbers = fc.constantFrom(0, 0.01, 0.02, 1, 5)

const compare = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    column: fc.constantFrom('test-error', 'best_error', 'Duration', 'dropout'),
    sign: orders,
    value: numbers.filter((number) => number <= 1),
  }),
  fc.record({
    kind: fc.constant('compare' as const),
    column: fc.constantFrom('name', 'NOTE'),
    sign: fc.constantFrom<Sign>('=', '!=', '~'),
    value: texts,
  }),
  fc.record({
    kind: fc.constant('compare' as const),
    column: fc.constantFrom('test-error', 'duration', 'note', 'engine'),
    sign: equalities,
    value: fc.constant(null),
  }),
)
const among = fc.record({
  kind: fc.constant('among' as const),
  column: fc.constantFrom('name', 'note'),
  values: fc.array(fc.oneof(texts, fc.constant(null)), { minLength: 1, maxLength: 3 }),
})
const flag = fc.record({ kind: fc.constant('flag' as const), column: fc.constant('pinned') })
const search = fc.record({ kind: fc.constant('search' as const), text: texts })

const { said } = fc.letrec<{ said: Said }>((tie) => ({
  said: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(compare, among, flag, search),
    fc.record({ kind: fc.constant('not' as const), of: tie('said') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('said'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}))

const score = fc.record({ loss: fc.constant(0.1), error: numbers })
const runs = fc
  .record({
    name: texts,
    note: texts,
    isPinned: fc.boolean(),
    seconds: numbers,
    tags: fc.array(texts, { maxLength: 2 }),
    final: fc.option(fc.record({ train: score, test: score })),
    engine: fc.option(fc.constant({ kind: 'native', version: '1', threads: 1, parts: 1 } as const)),
    best: fc.option(fc.record({ epoch: fc.constant(1), test: score })),
    config: fc.record({ dropout: numbers }),
  })
  .map(aRun)

test('a filter that is written out finds what it says', () => {
  fc.assert(
    fc.property(said, fc.array(runs, { maxLength: 5 }), (what, some) => {
      const filter = printed(what)
      fc.pre(filter.length <= 1000)
      const parsed = parseFilter(filter, now)
      if (!parsed.ok) throw new Error(parsed.error.message)
      expect(some.map(parsed.matches)).toEqual(some.map((run) => holds(run, what) === true))
    }),
    { numRuns: 2000 },
  )
})

const pieces = fc.constantFrom(
  ...[
    'error',
    'name',
    'tags',
    'started',
    'pinned',
    'duration',
    '__proto__',
    'none',
    'in',
    'in (',
    '2%',
  ],
  ...[
    '7d',
    '4 min',
    '2026-01-31',
    '10:00',
    'ago',
    'and',
    'or',
    'not',
    '(',
    ')',
    ',',
    '=',
    '!=',
    '<',
  ],
  ...['~', '!', '&&', '||', '"', "'", '\\', '"a b"', '\u202e', '\0', '1e999', '-', '.', '%'],
)
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 1200 }),
  fc.array(pieces, { maxLength: 60 }).map((some) => some.join(' ')),
  fc.array(pieces, { maxLength: 60 }).map((some) => some.join('')),
)

test('whatever is typed is a filter or an error at a place of it', () => {
  const run = aRun()
  fc.assert(
    fc.property(anything, (text) => {
      const parsed = parseFilter(text, now)
      if (parsed.ok) expect(typeof parsed.matches(run)).toBe('boolean')
      else {
        const { at, found, message } = parsed.error
        expect(text.slice(at, at + found.length)).toBe(found)
        expect(message).not.toContain('\n')
      }
    }),
    { numRuns: 5000 },
  )
})

test('whatever is typed, what can stand at the cursor replaces a stretch of it', () => {
  fc.assert(
    fc.property(anything, fc.nat(1200), (text, place) => {
      const cursor = Math.min(place, text.length)
      const { from, to, options } = suggest(text, cursor)
      expect(from).toBeGreaterThanOrEqual(0)
      expect(from).toBeLessThanOrEqual(to)
      expect(to).toBe(cursor)
      expect(new Set(options).size).toBe(options.length)
    }),
    { numRuns: 2000 },
  )
})
