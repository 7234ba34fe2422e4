import { expect, test } from 'vitest'
import { write } from '../../electron/store/database.ts'
import { addUsage, usageKnownUntil, usageOf } from '../../electron/store/usage.sql.ts'
import { a, add, b, tempDb } from './a-run.ts'

/** A run with so many points, a second apart. */
function withPoints(count: number) {
  const db = tempDb()
  add(db, a)
  add(db, b)
  addUsage(db, b, { seconds: 0.5, cpu: 9, memory: 9 })
  write(db, () => {
    for (let seconds = count; seconds >= 1; seconds -= 1)
      addUsage(db, a, { seconds, cpu: 1.75, memory: 4e8 + seconds })
  })
  return db
}
const secondsOf = (db: ReturnType<typeof tempDb>, most: number) =>
  usageOf(db, a, most).map(({ seconds }) => seconds)

test('the usage of a run reads in order of time', () => {
  expect(usageOf(withPoints(3), a, 10)).toEqual(
    [1, 2, 3].map((seconds) => ({ seconds, cpu: 1.75, memory: 4e8 + seconds })),
  )
})

test('as many points as are asked for are all of them', () => {
  expect(secondsOf(withPoints(10), 10)).toHaveLength(10)
})

test.each([11, 15, 19, 20, 37, 1003])('of %i points ten are chosen evenly', (count) => {
  const chosen = secondsOf(withPoints(count), 10)
  expect(chosen).toHaveLength(10)
  expect(chosen.at(-1)).toBe(count)
  const gaps = chosen.map((seconds, index) => seconds - (chosen[index - 1] ?? 0))
  expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1)
})

test('it is known until the last point, and from nothing until 0', () => {
  expect(usageKnownUntil(withPoints(7), a)).toBe(7)
  expect(usageKnownUntil(tempDb(), a)).toBe(0)
})
