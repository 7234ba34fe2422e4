import MarkdownIt, { type Token } from 'markdown-it'

/** What a note may be made of. */
const tags = [
  'p',
  'h3',
  'em',
  'strong',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'code',
  'br',
  'hr',
] as const
type NoteTag = (typeof tags)[number]

export type NoteNode =
  | string
  | { readonly tag: NoteTag; readonly children: readonly NoteNode[] }
  /** Only http and https. */
  | { readonly tag: 'a'; readonly href: string; readonly children: readonly NoteNode[] }

// HTML stays text; nothing is fetched, so there are no images; nesting is limited by the parser.
const markdown = new MarkdownIt('commonmark', { html: false }).disable('image')

const tagOf = (token: Token): NoteTag | undefined =>
  /^h\d$/.test(token.tag) ? 'h3' : tags.find((tag) => tag === token.tag)

function safeAddress(address: string): string | undefined {
  const url = URL.parse(address)
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined
}

/** Children in their element; in the place of an element that is not allowed. */
function elementOf(token: Token, children: readonly NoteNode[]): readonly NoteNode[] {
  if (token.type === 'link_open') {
    const href = safeAddress(String(token.attrGet('href') ?? ''))
    return href === undefined ? children : [{ tag: 'a', href, children }]
  }
  const tag = tagOf(token)
  // In a tight list paragraphs are there but do not show.
  return tag === undefined || token.hidden ? children : [{ tag, children }]
}

function leafOf(token: Token): readonly NoteNode[] {
  switch (token.type) {
    case 'inline':
      return treeOf(token.children ?? [])
    case 'softbreak':
    case 'hardbreak':
      return [{ tag: 'br', children: [] }]
    case 'hr':
      return [{ tag: 'hr', children: [] }]
    case 'code_inline':
      return [{ tag: 'code', children: [token.content] }]
    case 'fence':
    case 'code_block':
      return [{ tag: 'pre', children: [{ tag: 'code', children: [token.content] }] }]
    default:
      return token.content === '' ? [] : [token.content]
  }
}

/** The parser's flat list, where openings and closings come in pairs, as a tree. */
function treeOf(tokens: readonly Token[]): readonly NoteNode[] {
  const root: NoteNode[] = []
  const open: { token: Token; children: NoteNode[] }[] = []
  for (const token of tokens) {
    const here = open.at(-1)?.children ?? root
    if (token.nesting === 1) open.push({ token, children: [] })
    else if (token.nesting === 0) here.push(...leafOf(token))
    else {
      const closed = open.pop()
      const around = open.at(-1)?.children ?? root
      if (closed) around.push(...elementOf(closed.token, closed.children))
    }
  }
  return root
}

/** A note in Markdown as the parts that may be shown of it; HTML in it is text. */
export const noteTree = (note: string): readonly NoteNode[] => treeOf(markdown.parse(note, {}))
