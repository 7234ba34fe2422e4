import type { Sheet } from './drawing.ts'

/** What a drawing is, and who says so: the person who drew it, or the data set it is from. */
export interface Truth {
  readonly label: string
  readonly isYours: boolean
}

/** An image of a set has its label; a drawing the one it was kept with. */
export function truthOf(
  { picture }: Sheet,
  kept: { readonly label: number } | undefined,
): Truth | undefined {
  if (picture?.source.kind === 'image') return { label: picture.source.label, isYours: false }
  return kept && { label: String(kept.label), isYours: true }
}
