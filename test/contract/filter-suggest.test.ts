import { expect, test } from 'vitest'
import { suggest } from '../../electron/contract/filter/suggest.ts'
import { parseFilter } from '../../electron/contract/run-filter.ts'
import { runColumns } from '../../electron/contract/run-columns.ts'
import { aRun } from '../renderer/a-run.ts'

const runs = [
  aRun({ name: 'Wider one', tags: ['mnist', 'two words'] }),
  aRun({ name: 'none', tags: ['mnist'] }),
]

/** What can stand at the `|` of a text. */
function at(marked: string) {
  const cursor = marked.indexOf('|')
  const text = marked.replace('|', '')
  const { from, to, options } = suggest(text, cursor, runs)
  return { options, results: options.map((each) => text.slice(0, from) + each + text.slice(to)) }
}

test('an empty place takes every column', () => {
  const names = runColumns.map(({ key }) => key)
  expect(at('|').options).toEqual([...names, 'not'])
  expect(at('error < 2% and |').options).toEqual([...names, 'not'])
  expect(at('(|').options).toEqual([...names, 'not'])
})

test('the beginning of a name takes what begins so, then what holds it', () => {
  expect(at('err|').options).toEqual([
    'test-error',
    'train-error',
    'best-error',
    'handwriting-error',
  ])
  expect(at('BE| and x').options.slice(0, 3)).toEqual(['best-error', 'best-loss', 'best-epoch'])
  expect(at('a or sta|').results).toContain('a or status')
})

test('a column takes the signs that go with it', () => {
  expect(at('error |').options.slice(0, 7)).toEqual(['=', '!=', '<', '<=', '>', '>=', 'in'])
  expect(at('tags |').options.slice(0, 4)).toEqual(['=', '!=', '~', 'in'])
})

test('a sign takes the values of its column', () => {
  expect(at('optimizer = |').options).toContain('adamw')
  expect(at('optimizer = ada|').options).toEqual(['adam', 'adamw'])
  expect(at('optimizer in (adam, s|').options).toEqual(['sgd', 'rmsprop', 'nesterov'])
  expect(at('optimizer not in (|').options).toContain('sgd')
  expect(at('pinned = |').options).toEqual(['yes', 'no'])
  expect(at('started > |').options).toContain('today')
  expect(at('error = |').options).toEqual(['none'])
})

test('tags and names come from the runs, in quotes where they need them', () => {
  expect(at('tags = |').options).toEqual(['mnist', '"two words"', 'none'])
  expect(at('tags = "two|').options).toEqual(['"two words"'])
  expect(at('name = |').options).toEqual(['"Wider one"', '"none"', 'none'])
})

test('a term that has ended takes what joins it to the next one', () => {
  expect(at('error < 2% |').options.slice(0, 2)).toEqual(['and', 'or'])
  expect(at('(pinned) |').options.slice(0, 2)).toEqual(['and', 'or'])
})

test('what is suggested as a value makes a filter', () => {
  for (const place of ['status = |', 'tags ~ |', 'tags in (mnist, |', 'started >= |', 'held != |'])
    for (const result of at(place).results) {
      const whole = result.includes('(') ? `${result})` : result
      if (!whole.endsWith('none')) expect(parseFilter(whole, 0), whole).toMatchObject({ ok: true })
    }
})
