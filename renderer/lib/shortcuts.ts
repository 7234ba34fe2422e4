import { t } from './translate.ts'

/**
 * Every key that does something, by where it does it: handlers ask this list, and the map of keys shows it.
 * Modifiers in the order Ctrl (or Command), Alt, Shift; keys as KeyboardEvent.key names them.
 */
export const shortcuts = {
  everywhere: {
    palette: ['Ctrl+K'],
    newRun: ['Ctrl+N'],
    openFile: ['Ctrl+O'],
    runs: ['Ctrl+1'],
    draw: ['Ctrl+2'],
    compare: ['Ctrl+3'],
    evaluate: ['Ctrl+4'],
    queue: ['Ctrl+5'],
    sweeps: ['Ctrl+Shift+S'],
    data: ['Ctrl+6'],
    handwriting: ['Ctrl+7'],
    archived: ['Ctrl+8'],
    deleted: ['Ctrl+9'],
    settings: ['Ctrl+,'],
    undo: ['Ctrl+Z'],
    redo: ['Ctrl+Y', 'Ctrl+Shift+Z'],
    keys: ['?'],
  },
  list: {
    next: ['J', 'ArrowDown'],
    previous: ['K', 'ArrowUp'],
    first: ['Home'],
    last: ['End'],
    open: ['Enter'],
    select: ['Space'],
    selectTo: ['Shift+Space'],
    selectNext: ['Shift+J', 'Shift+ArrowDown'],
    selectPrevious: ['Shift+K', 'Shift+ArrowUp'],
    show: ['V'],
    showOnly: ['Shift+V'],
    pause: ['P'],
    stop: ['S'],
    moveUp: ['Alt+ArrowUp'],
    moveDown: ['Alt+ArrowDown'],
    hold: ['H'],
    rename: ['F2'],
    clone: ['Ctrl+D'],
    export: ['Ctrl+E'],
    baseline: ['B'],
    compare: ['C'],
    draw: ['D'],
    archive: ['E'],
    delete: ['Delete'],
    filter: ['/'],
    newRun: ['N'],
    escape: ['Escape'],
  },
  run: {
    rename: ['F2'],
    clone: ['Ctrl+D'],
    export: ['Ctrl+E'],
    baseline: ['B'],
    compare: ['C'],
    draw: ['D'],
    pause: ['P'],
    stop: ['S'],
    hold: ['H'],
    moveUp: ['Alt+ArrowUp'],
    moveDown: ['Alt+ArrowDown'],
    archive: ['E'],
    delete: ['Delete'],
  },
  newRun: {
    start: ['Ctrl+Enter'],
  },
  note: {
    save: ['Ctrl+Enter'],
    cancel: ['Escape'],
  },
  queue: {
    next: ['J', 'ArrowDown'],
    previous: ['K', 'ArrowUp'],
    moveUp: ['Alt+ArrowUp'],
    moveDown: ['Alt+ArrowDown'],
    moveFirst: ['Alt+Home'],
    moveLast: ['Alt+End'],
    hold: ['H'],
    open: ['Enter'],
    remove: ['Delete'],
  },
  charts: {
    next: ['ArrowRight'],
    previous: ['ArrowLeft'],
    pickNext: ['ArrowDown'],
    pickPrevious: ['ArrowUp'],
    first: ['Home'],
    last: ['End'],
    zoomIn: ['+', '='],
    zoomOut: ['-'],
    panRight: ['Shift+ArrowRight'],
    panLeft: ['Shift+ArrowLeft'],
    reset: ['0'],
    select: ['Enter'],
    leave: ['Escape'],
  },
  evaluate: {
    next: ['J'],
    previous: ['K'],
    back: ['Escape'],
  },
  handwriting: {
    next: ['ArrowRight'],
    previous: ['ArrowLeft'],
    down: ['ArrowDown'],
    up: ['ArrowUp'],
    first: ['Home'],
    last: ['End'],
    select: ['Space'],
    selectTo: ['Shift+Space'],
    selectAll: ['Ctrl+A'],
    label: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    delete: ['Delete'],
    escape: ['Escape'],
  },
  draw: {
    undo: ['Ctrl+Z'],
    redo: ['Ctrl+Y', 'Ctrl+Shift+Z'],
    label: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

export type ShortcutGroup = keyof typeof shortcuts
export const shortcutGroups = Object.keys(shortcuts) as readonly ShortcutGroup[]
export type ShortcutAction<G extends ShortcutGroup> = G extends ShortcutGroup
  ? Extract<keyof (typeof shortcuts)[G], string>
  : never

export interface PressedKey {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** Where the focus is: a field keeps its keys, a control keeps those that press it. */
export type Focus = 'field' | 'control' | 'elsewhere'

/** Signs other than letters stand where the layout has them, with Shift or without. */
const isLetter = (key: string) => /^\p{L}$/u.test(key)

function chordOf({ key, shiftKey, ctrlKey, metaKey, altKey }: PressedKey): string {
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key
  const isShifted = shiftKey && (name.length > 1 || isLetter(name))
  return [
    ...(ctrlKey || metaKey ? ['Ctrl'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(isShifted ? ['Shift'] : []),
    name,
  ].join('+')
}

/** One sign alone, as dictation or a slip of the hand can make it. */
const isSingle = (chord: string): boolean => /^(Shift\+)?.$/u.test(chord)

const ofFields = new Set(['Ctrl+Z', 'Ctrl+Y', 'Ctrl+Shift+Z'])
const ofControls = new Set(['Enter', 'Space', 'Home', 'End'])

function isFree(chord: string, focus: Focus): boolean {
  if (focus === 'control') return !ofControls.has(chord)
  if (focus === 'elsewhere') return true
  return chord === 'Escape' || (/^(Ctrl|Alt)\+/.test(chord) && !ofFields.has(chord))
}

/** What a pressed key does in a group, where the focus is. `hasSingles`: whether one sign alone counts. */
export function shortcutFor<G extends ShortcutGroup>(
  group: G,
  event: PressedKey,
  focus: Focus,
  hasSingles: boolean,
): ShortcutAction<G> | undefined {
  const chord = chordOf(event)
  if (!isFree(chord, focus) || (isSingle(chord) && !hasSingles)) return undefined
  const actions = Object.entries<readonly string[]>(shortcuts[group])
  return actions.find(([, chords]) => chords.includes(chord))?.[0] as ShortcutAction<G> | undefined
}

type Words = { [G in ShortcutGroup]: `keys.${G}.${ShortcutAction<G>}` }[ShortcutGroup]

export interface ShortcutLine {
  readonly text: string
  readonly chords: readonly string[]
}

/** A chart hears its signs only while it has the focus itself. */
const keepsSingles = (group: ShortcutGroup) => group === 'charts'

/** Ten keys in a row are told as one. */
const told = (chords: readonly string[]): readonly string[] =>
  chords.join('') === '0123456789' ? ['0–9'] : chords

/** The list as people read it. */
export const shortcutLines = (group: ShortcutGroup, hasSingles: boolean): readonly ShortcutLine[] =>
  Object.entries<readonly string[]>(shortcuts[group])
    .map(([action, chords]) => ({
      text: t(`keys.${group}.${action}` as Words),
      chords: told(chords.filter((chord) => hasSingles || keepsSingles(group) || !isSingle(chord))),
    }))
    .filter(({ chords }) => chords.length > 0)

const names: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  Escape: 'Esc',
}

/** A chord in the caps that are printed on keys: `Ctrl+Shift+Z` as Ctrl, Shift, Z. */
export const capsOf = (chord: string): readonly string[] =>
  chord.split(/\+(?!$)/).map((key) => names[key] ?? key)
