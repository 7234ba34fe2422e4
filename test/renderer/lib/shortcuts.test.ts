import { describe, expect, test } from 'vitest'
import {
  capsOf,
  shortcutFor,
  shortcutGroups,
  shortcutLines,
  shortcuts,
  type Focus,
  type PressedKey,
} from '../../../renderer/lib/shortcuts.ts'

const pressed = (key: string, held: Partial<PressedKey> = {}): PressedKey => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})

const inList = (key: string, held: Partial<PressedKey> = {}, focus: Focus = 'elsewhere') =>
  shortcutFor('list', pressed(key, held), focus, true)

test.each([
  ['j', {}, 'next'],
  ['ArrowUp', {}, 'previous'],
  ['J', { shiftKey: true }, 'selectNext'],
  [' ', {}, 'select'],
  [' ', { shiftKey: true }, 'selectTo'],
  ['v', {}, 'show'],
  ['V', { shiftKey: true }, 'showOnly'],
  ['d', { ctrlKey: true }, 'clone'],
  ['d', { metaKey: true }, 'clone'],
  ['d', {}, 'draw'],
  ['/', {}, 'filter'],
  ['/', { shiftKey: true }, 'filter'],
])('“%s” with %j in the list is %s', (key, held, action) => {
  expect(inList(key, held)).toBe(action)
})

test.each(['ctrlKey', 'metaKey', 'altKey'] as const)('a letter with %s is another key', (held) => {
  expect(inList('s', { [held]: true })).toBeUndefined()
})

describe('in a field', () => {
  test.each(['j', 's', 'n', '/', ' ', 'Delete', 'Enter', 'ArrowDown', 'Home'])(
    '“%s” is typed',
    (key) => {
      expect(inList(key, {}, 'field')).toBeUndefined()
    },
  )

  test('Escape leaves, and Ctrl+K finds', () => {
    expect(inList('Escape', {}, 'field')).toBe('escape')
    expect(shortcutFor('everywhere', pressed('k', { ctrlKey: true }), 'field', true)).toBe(
      'palette',
    )
  })

  test('Ctrl+Z takes back what was typed', () => {
    const key = pressed('z', { ctrlKey: true })
    expect(shortcutFor('everywhere', key, 'field', true)).toBeUndefined()
    expect(shortcutFor('everywhere', key, 'elsewhere', true)).toBe('undo')
  })
})

test('a button keeps the keys that press it', () => {
  expect(inList('Enter', {}, 'control')).toBeUndefined()
  expect(inList(' ', {}, 'control')).toBeUndefined()
  expect(inList('j', {}, 'control')).toBe('next')
})

test('single signs can be turned off; named keys and those with Ctrl or Alt stay', () => {
  const off = (group: 'list' | 'queue' | 'everywhere', key: PressedKey) =>
    shortcutFor(group, key, 'elsewhere', false)
  expect(off('list', pressed('s'))).toBeUndefined()
  expect(off('list', pressed('V', { shiftKey: true }))).toBeUndefined()
  expect(off('everywhere', pressed('?', { shiftKey: true }))).toBeUndefined()
  expect(off('list', pressed('ArrowDown'))).toBe('next')
  expect(off('list', pressed(' '))).toBe('select')
  expect(off('list', pressed('d', { ctrlKey: true }))).toBe('clone')
  expect(off('queue', pressed('ArrowUp', { altKey: true }))).toBe('moveUp')
})

/** The key that a chord stands for, as a keyboard reports it. */
function keyOf(chord: string): PressedKey {
  const parts = chord.split(/\+(?!$)/)
  const name = parts.at(-1) ?? ''
  return pressed(name === 'Space' ? ' ' : name, {
    ctrlKey: parts.includes('Ctrl'),
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
  })
}

test.each(shortcutGroups)(
  'every key of the map acts in %s, and no two actions share one',
  (group) => {
    for (const [action, chords] of Object.entries<readonly string[]>(shortcuts[group]))
      for (const chord of chords)
        expect([chord, shortcutFor(group, keyOf(chord), 'elsewhere', true)]).toEqual([
          chord,
          action,
        ])
  },
)

test('the map leaves out what is turned off', () => {
  const chords = shortcutLines('list', false).flatMap((line) => line.chords)
  expect(chords).toContain('ArrowDown')
  expect(chords).not.toContain('J')
  expect(shortcutLines('list', false).map(({ text }) => text)).not.toContain('Stop')
})

test('a chord is written in the caps of its keys', () => {
  expect(capsOf('Ctrl+Shift+Z')).toEqual(['Ctrl', 'Shift', 'Z'])
  expect(capsOf('Alt+ArrowUp')).toEqual(['Alt', '↑'])
  expect(capsOf('+')).toEqual(['+'])
})
