/** A stretch of a filter, in UTF-16 units from 0. */
export interface Place {
  readonly from: number
  readonly to: number
}

export interface Token extends Place {
  readonly kind: 'word' | 'quoted' | 'sign' | 'end'
  /** Of a quoted text what stands between the quotes. */
  readonly text: string
}

/** Something in a filter that cannot be, with its place. */
export class FilterProblem extends Error {
  readonly place: Place

  /** `message` says what is allowed. */
  constructor(place: Place, message: string) {
    super(message)
    this.place = place
  }
}

// Each alternative begins otherwise and has no choice inside, so that the time is linear. A quote within a word
// is a part of it, as in `it's`.
const space = /\s*/y
const sign = /&&|\|\||==|!=|<=|>=|[()=!<>~,]/y
const quoted = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'/y
const word = /(?:(?!&&|\|\||!=)[^\s()=<>~,])+/y

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const unescaped = (text: string): string => text.replace(/\\(["'\\])/g, '$1')

function tokenAt(text: string, from: number): Token {
  const place = (found: RegExpExecArray): Place => ({ from, to: from + found[0].length })
  const aSign = matchAt(sign, text, from)
  if (aSign) return { kind: 'sign', text: aSign[0], ...place(aSign) }
  const aText = matchAt(quoted, text, from)
  if (aText) return { kind: 'quoted', text: unescaped(aText[1] ?? aText[2] ?? ''), ...place(aText) }
  const isQuote = /["']/.test(text.charAt(from))
  const aWord = isQuote ? null : matchAt(word, text, from)
  if (aWord) return { kind: 'word', text: aWord[0], ...place(aWord) }
  throw new FilterProblem({ from, to: text.length }, 'this text has no closing quote')
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  const afterSpace = (place: number) => place + (matchAt(space, text, place)?.[0].length ?? 0)
  for (let from = afterSpace(0); from < text.length; from = afterSpace(tokens.at(-1)?.to ?? 0))
    tokens.push(tokenAt(text, from))
  return tokens
}

/** The pieces of a text that is still being typed: a quote without an end goes up to the end. */
export function lenientTokens(text: string): readonly Token[] {
  try {
    return tokensOf(text)
  } catch (problem) {
    if (!(problem instanceof FilterProblem)) throw problem
    const { from, to } = problem.place
    const open: Token = { kind: 'quoted', text: text.slice(from + 1), from, to }
    return [...tokensOf(text.slice(0, from)), open]
  }
}

/** Tokens in their order, then one of kind `end` again and again. */
export interface Cursor {
  readonly peek: (ahead?: number) => Token
  readonly take: () => Token
}

/** Throws a FilterProblem where a quote is not closed. */
export function cursorOn(text: string): Cursor {
  const tokens = tokensOf(text)
  const end: Token = { kind: 'end', text: '', from: text.length, to: text.length }
  let at = 0
  return {
    peek: (ahead = 0) => tokens[at + ahead] ?? end,
    take: () => tokens[at++] ?? end,
  }
}
