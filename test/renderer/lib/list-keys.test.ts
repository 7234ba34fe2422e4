import { describe, expect, test } from 'vitest'
import { listAction, type Focus, type Key } from '../../../renderer/lib/list-keys.ts'

const press = (key: string, focus: Focus = 'row', held: Partial<Key> = {}) =>
  listAction(
    { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held },
    focus,
  )

test.each([
  ['j', 'move', 1],
  ['ArrowDown', 'move', 1],
  ['k', 'move', -1],
  ['ArrowUp', 'move', -1],
])('%s moves by a row', (key, kind, by) => {
  expect(press(key)).toMatchObject({ kind, by })
})

test('a capital letter is the same key, with Shift it takes the rows along', () => {
  expect(press('J', 'row', { shiftKey: true })).toEqual({ kind: 'move', by: 1, extend: true })
})

describe('in a field', () => {
  test.each(['j', 's', 'n', '/', ' ', 'Delete', 'Enter', 'ArrowDown'])('%s is typed', (key) => {
    expect(press(key, 'field')).toBeUndefined()
  })

  test('Escape still leaves', () => {
    expect(press('Escape', 'field')?.kind).toBe('escape')
  })
})

test('a button keeps Enter and Space for itself', () => {
  expect(press('Enter', 'control')).toBeUndefined()
  expect(press(' ', 'control')).toBeUndefined()
  expect(press('Enter')?.kind).toBe('open')
  expect(press(' ')?.kind).toBe('select')
})

test('P pauses, S stops, and Ctrl+D clones', () => {
  expect(press('p')?.kind).toBe('pause')
  expect(press('s')?.kind).toBe('stop')
  expect(press('d', 'row', { ctrlKey: true })?.kind).toBe('clone')
  expect(press('d', 'field', { ctrlKey: true })).toBeUndefined()
})

test.each([
  ['e', 'archive'],
  ['b', 'baseline'],
  ['c', 'compare'],
  ['d', 'draw'],
  ['v', 'show'],
])('%s is for %s', (key, kind) => {
  expect(press(key)?.kind).toBe(kind)
  expect(press(key, 'field')).toBeUndefined()
})

test.each(['ctrlKey', 'metaKey', 'altKey'] as const)('keys with %s belong to others', (held) => {
  expect(press('s', 'row', { [held]: true })).toBeUndefined()
})
