export type ChartKey =
  | { readonly kind: 'move' | 'pan' | 'pick'; readonly direction: 1 | -1 }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'first' | 'last' | 'reset' | 'select' | 'leave' }

interface Pressed {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

const acts: Readonly<Record<string, ChartKey>> = {
  ArrowRight: { kind: 'move', direction: 1 },
  ArrowLeft: { kind: 'move', direction: -1 },
  ArrowDown: { kind: 'pick', direction: 1 },
  ArrowUp: { kind: 'pick', direction: -1 },
  '+': { kind: 'zoom', factor: 0.5 },
  '=': { kind: 'zoom', factor: 0.5 },
  '-': { kind: 'zoom', factor: 2 },
  '0': { kind: 'reset' },
  Home: { kind: 'first' },
  End: { kind: 'last' },
  Enter: { kind: 'select' },
  Escape: { kind: 'leave' },
}

/** What a key does in a chart that has the focus; Shift with the arrows moves the part that is shown. */
export function chartKeyOf({
  key,
  shiftKey,
  ctrlKey,
  metaKey,
  altKey,
}: Pressed): ChartKey | undefined {
  if (ctrlKey || metaKey || altKey) return undefined
  const act = acts[key]
  if (shiftKey && act?.kind === 'move') return { kind: 'pan', direction: act.direction }
  return act
}
