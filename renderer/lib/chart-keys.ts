import { shortcutFor, type PressedKey, type ShortcutAction } from './shortcuts.ts'

export type ChartKey =
  | { readonly kind: 'move' | 'pan' | 'pick'; readonly direction: 1 | -1 }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'first' | 'last' | 'reset' | 'select' | 'leave' }

const acts: Readonly<Record<ShortcutAction<'charts'>, ChartKey>> = {
  next: { kind: 'move', direction: 1 },
  previous: { kind: 'move', direction: -1 },
  pickNext: { kind: 'pick', direction: 1 },
  pickPrevious: { kind: 'pick', direction: -1 },
  panRight: { kind: 'pan', direction: 1 },
  panLeft: { kind: 'pan', direction: -1 },
  zoomIn: { kind: 'zoom', factor: 0.5 },
  zoomOut: { kind: 'zoom', factor: 2 },
  reset: { kind: 'reset' },
  first: { kind: 'first' },
  last: { kind: 'last' },
  select: { kind: 'select' },
  leave: { kind: 'leave' },
}

/** What a key does in a chart that has the focus. */
export function chartKeyOf(event: PressedKey): ChartKey | undefined {
  const action = shortcutFor('charts', event, 'elsewhere', true)
  return action && acts[action]
}
