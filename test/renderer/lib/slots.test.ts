import { expect, test } from 'vitest'
import { createSlots } from '../../../renderer/lib/slots.ts'

test('a key keeps its slot for as long as it is there, wherever it stands', () => {
  const slots = createSlots()
  const first = slots(['a', 'b', 'c'])
  const second = slots(['d', 'c', 'a'])
  expect(second.get('a')).toBe(first.get('a'))
  expect(second.get('c')).toBe(first.get('c'))
})

test('slots of keys that are gone are used again, each by one key', () => {
  const slots = createSlots()
  let all = new Set<number>()
  for (let top = 0; top < 100; top += 7) {
    const given = [...slots(Array.from({ length: 20 }, (_, at) => String(top + at))).values()]
    expect(new Set(given).size).toBe(20)
    all = new Set([...all, ...given])
  }
  expect(all.size).toBe(20)
})
