import { h, type FunctionalComponent, type VNode } from 'vue'
import { noteTree, type NoteNode } from '../lib/note-tree.ts'

/** The window opens addresses in the person's browser after a check of its own; a browser opens another tab. */
const outside = { target: '_blank', rel: 'noopener noreferrer nofollow' }

const nodeOf = (node: NoteNode): VNode | string => {
  if (typeof node === 'string') return node
  const children = node.children.map(nodeOf)
  return node.tag === 'a'
    ? h('a', { href: node.href, ...outside }, children)
    : h(node.tag, children)
}

/** A note in Markdown, made of elements and text alone. */
export const NoteText: FunctionalComponent<{ note: string }> = ({ note }) =>
  h('div', { class: 'note-text', dir: 'auto' }, noteTree(note).map(nodeOf))
NoteText.props = ['note']
