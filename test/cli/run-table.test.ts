import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { columnNamed } from '../../electron/contract/run-columns.ts'
import { cut, runTable } from '../../electron/cli/run-table.ts'
import { aRun } from '../renderer/a-run.ts'

const columns = (keys: string) => keys.split(',').flatMap((key) => columnNamed(key) ?? [])
const widest = (lines: readonly string[]) => Math.max(...lines.map((line) => stringWidth(line)))

const usual = 'id,name,status,test-error,duration,created'
const dispensable = ['created', 'duration', 'test-error', 'status']
const name = 'Wider, for as long as it takes'
const headOf = (room: number) =>
  runTable([aRun({ name })], columns(usual), { room, dispensable })[0]?.split(/ {2,}/)

test('what a terminal has no room for goes, the least needed first', () => {
  expect(headOf(200)).toEqual(['Id', 'Name', 'Status', 'Test error %', 'Duration', 'Created'])
  expect(headOf(80)).toEqual(['Id', 'Name', 'Status', 'Test error %', 'Duration'])
  expect(headOf(60)).toEqual(['Id', 'Name', 'Status'])
  expect(headOf(1)).toEqual(['Id', 'Name'])
})

test('a name is cut before a column goes, and only then', () => {
  const lineOf = (room: number) =>
    runTable([aRun({ name })], columns('id,name,status'), { room, dispensable })[1]
  expect(lineOf(60)).toContain(name)
  expect(lineOf(52)).toBe('a000000000  Wider, for as long as i…  completed')
})

test('columns that were asked for stay', () => {
  const [head] = runTable([aRun()], columns('lr,note,tags,created,hidden,seed,engine,size'), {
    room: 20,
    dispensable: [],
  })
  expect(head?.split(/ {2,}/)).toHaveLength(8)
})

const letters = fc.constantFrom('a', ' ', '日', '👩‍👩‍👧', '\u202e', '\u001b[31m', '\n', 'é', '=', '<')
const names = fc.array(letters, { minLength: 1, maxLength: 120 }).map((some) => some.join(''))

test('whatever runs are called, the list fits 80 columns and steers no terminal', () => {
  fc.assert(
    fc.property(fc.array(names, { minLength: 1, maxLength: 5 }), (some) => {
      const runs = some.map((each) => aRun({ name: each, tags: [each] }))
      const lines = runTable(runs, columns(usual), { room: 80, dispensable })
      expect(lines).toHaveLength(runs.length + 1)
      expect(widest(lines)).toBeLessThanOrEqual(80)
      expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u)
    }),
  )
})

test('a text is cut between letters that stand for themselves', () => {
  expect(cut('👩‍👩‍👧👩‍👩‍👧', 3)).toBe('👩‍👩‍👧…')
  expect(cut('日本語', 5)).toBe('日本…')
  expect(cut('short', 5)).toBe('short')
})
