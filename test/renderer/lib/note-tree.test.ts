import { describe, expect, test } from 'vitest'
import { noteTree, type NoteNode } from '../../../renderer/lib/note-tree.ts'

test('paragraphs, emphasis, lists and code are elements', () => {
  expect(noteTree('A *b* **c** `d`\n\n- e\n- f')).toEqual([
    {
      tag: 'p',
      children: [
        'A ',
        { tag: 'em', children: ['b'] },
        ' ',
        { tag: 'strong', children: ['c'] },
        ' ',
        { tag: 'code', children: ['d'] },
      ],
    },
    {
      tag: 'ul',
      children: [
        { tag: 'li', children: ['e'] },
        { tag: 'li', children: ['f'] },
      ],
    },
  ])
})

test('a link to the web is one', () => {
  expect(noteTree('[x](https://example.org/a?b=c)')).toEqual([
    {
      tag: 'p',
      children: [{ tag: 'a', href: 'https://example.org/a?b=c', children: ['x'] }],
    },
  ])
})

const nodes = (tree: readonly NoteNode[]): readonly NoteNode[] =>
  tree.flatMap((node) => [node, ...(typeof node === 'string' ? [] : nodes(node.children))])
const textOf = (note: string) =>
  nodes(noteTree(note))
    .filter((node) => typeof node === 'string')
    .join('')
const linksOf = (note: string) =>
  nodes(noteTree(note)).filter((node) => typeof node !== 'string' && node.tag === 'a')

describe('what could do something is text', () => {
  test.each([
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '<b>x</b>',
    '<a href="javascript:alert(1)">x</a>',
  ])('%s', (note) => {
    expect(textOf(note)).toBe(note)
  })

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](data:text/html,x)',
    '[x](file:///etc/passwd)',
    '[x](app://bundle/index.html)',
    '[x](//example.org)',
    '[x](#/settings)',
    '<javascript:alert(1)>',
    '<mailto:a@example.org>',
  ])('%s is no link', (note) => {
    expect(linksOf(note)).toEqual([])
  })

  test('an image is not fetched', () => {
    const tags = nodes(noteTree('![x](https://example.org/x.png)')).map((node) =>
      typeof node === 'string' ? node : node.tag,
    )
    expect(tags).not.toContain('img')
  })
})

test.each(['>', '- ', '[', '*', '`', '![', '**a *b ', '[a](', '<', '\u202e'])(
  '10,000 characters of “%s” end in a tree',
  (sign) => {
    expect(noteTree(sign.repeat(10_000 / sign.length)).length).toBeGreaterThan(0)
  },
)
