import type { Run } from '../../electron/contract/entities.ts'
import type { IconName } from './icons.ts'

/** Something that the palette finds. */
export interface PaletteItem {
  readonly key: string
  readonly label: string
  /** Smaller, behind the label. */
  readonly detail?: string
  /** Found by as well. */
  readonly alsoKnownAs?: string
  readonly icon?: IconName
  /** A run's own, in place of an icon. */
  readonly colour?: number
  /** What does the same, as shortcuts.ts writes it. */
  readonly chord?: string
  readonly act: () => unknown
}

interface Indexed {
  readonly item: PaletteItem
  readonly label: string
  readonly text: string
}

/** Items with what they are found by, made ready once for many searches. */
export type PaletteIndex = readonly Indexed[]

export const indexOf = (items: readonly PaletteItem[]): PaletteIndex =>
  items.map((item) => {
    const label = item.label.toLowerCase()
    const { detail = '', alsoKnownAs = '' } = item
    return { item, label, text: `${label} ${detail} ${alsoKnownAs}`.toLowerCase() }
  })

/** How well a label fits, best first. */
const ranks = 4
function rankOf(label: string, search: string): number {
  const at = label.indexOf(search)
  if (at === 0) return 0
  if (at < 0) return 3
  return label[at - 1] === ' ' ? 1 : 2
}

/** The items in which all words of a search occur, the best fits first and else in their order; at most `most`. */
export function findItems(
  index: PaletteIndex,
  search: string,
  most: number,
): readonly PaletteItem[] {
  const whole = search.trim().toLowerCase()
  if (whole === '') return index.slice(0, most).map(({ item }) => item)
  const words = whole.split(/\s+/)
  const found = Array.from({ length: ranks }, (): PaletteItem[] => [])
  for (const { item, label, text } of index)
    if (words.every((word) => text.includes(word))) found[rankOf(label, whole)]?.push(item)
  return found.flat().slice(0, most)
}

/** A run as the palette finds it: by name, tags and id. */
export const runItem = (run: Run, detail: string, act: PaletteItem['act']): PaletteItem => ({
  key: run.id,
  label: run.name,
  detail: [...run.tags, detail].filter((word) => word !== '').join(', '),
  alsoKnownAs: run.id,
  colour: run.colour,
  act,
})
