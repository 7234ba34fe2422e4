import { expect, test } from 'vitest'
import type { LogLine } from '../../electron/contract/run-list.ts'
import { addLogLine, logOf } from '../../electron/store/log.sql.ts'
import { a, add, b, tempDb } from './a-run.ts'

const line = (text: string, level: LogLine['level'] = 'info'): LogLine => ({ at: 1, level, text })

test('lines stay in the order in which they were added, each run has its own', () => {
  const db = tempDb()
  add(db, a)
  add(db, b)
  const lines = [line('one'), line('two', 'warn'), line('<b>‮three</b>', 'error')]
  for (const each of lines) addLogLine(db, a, each)
  addLogLine(db, b, line('other'))
  expect(logOf(db, a)).toEqual(lines)
  expect(logOf(db, b)).toEqual([line('other')])
})

test('what the last line says already is not said again', () => {
  const db = tempDb()
  add(db, a)
  for (const text of ['locked', 'locked', 'written', 'locked'])
    addLogLine(db, a, line(text, 'warn'))
  expect(logOf(db, a).map(({ text }) => text)).toEqual(['locked', 'written', 'locked'])
})

test('a run that is gone has no log, and that is no error', () => {
  const db = tempDb()
  addLogLine(db, a, line('late'))
  expect(logOf(db, a)).toEqual([])
})

test('a log stays short: repeated warnings go first, then warnings, never the first line', () => {
  const db = tempDb()
  add(db, a)
  addLogLine(db, a, line('Queued'))
  addLogLine(db, a, line('once', 'warn'))
  for (let count = 0; count < 400; count += 1) {
    addLogLine(db, a, line('locked', 'warn'))
    addLogLine(db, a, line('written', 'warn'))
  }
  const many = logOf(db, a).map(({ text }) => text)
  expect(many).toHaveLength(300)
  expect(many.slice(0, 2)).toEqual(['Queued', 'once'])
  for (let count = 0; count < 400; count += 1) addLogLine(db, a, line(`Change ${String(count)}`))
  const full = logOf(db, a).map(({ text }) => text)
  expect(full).toHaveLength(300)
  expect(full[0]).toBe('Queued')
  expect(full.at(-1)).toBe('Change 399')
})
