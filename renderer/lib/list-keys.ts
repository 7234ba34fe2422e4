type Kind =
  | 'move'
  | 'first'
  | 'last'
  | 'open'
  | 'select'
  | 'show'
  | 'pause'
  | 'stop'
  | 'clone'
  | 'archive'
  | 'baseline'
  | 'compare'
  | 'draw'
  | 'delete'
  | 'filter'
  | 'newRun'
  | 'escape'

/** What a key does in the run list. */
export interface ListAction {
  readonly kind: Kind
  /** Rows to move by. */
  readonly by: number
  /** With the rows passed over. */
  readonly extend: boolean
}

export interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** Where the focus is: a field keeps its keys, a control keeps Enter, Space and the arrows of its own. */
export type Focus = 'field' | 'control' | 'row'

const anywhere: Readonly<Record<string, Kind>> = {
  j: 'move',
  k: 'move',
  ArrowDown: 'move',
  ArrowUp: 'move',
  Delete: 'delete',
  Escape: 'escape',
  '/': 'filter',
  n: 'newRun',
  p: 'pause',
  s: 'stop',
  v: 'show',
  e: 'archive',
  b: 'baseline',
  c: 'compare',
  d: 'draw',
}

const onRow: Readonly<Record<string, Kind>> = {
  ' ': 'select',
  Home: 'first',
  End: 'last',
  Enter: 'open',
}

const upwards = new Set(['k', 'ArrowUp'])

function kindOf(key: string, focus: Focus): Kind | undefined {
  if (focus === 'field') return key === 'Escape' ? 'escape' : undefined
  return anywhere[key] ?? (focus === 'row' ? onRow[key] : undefined)
}

/** The action of a key, if it has one where the focus is. */
export function listAction(event: Key, focus: Focus): ListAction | undefined {
  if (event.altKey) return undefined
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (event.ctrlKey || event.metaKey)
    return key === 'd' && focus !== 'field' ? { kind: 'clone', by: 0, extend: false } : undefined
  const kind = kindOf(key, focus)
  return kind && { kind, by: upwards.has(key) ? -1 : 1, extend: event.shiftKey }
}
