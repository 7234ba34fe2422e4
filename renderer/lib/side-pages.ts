import { shortcuts } from './shortcuts.ts'
import { t } from './translate.ts'

/**
 * The pages of the side bar in its order: what people do, and what they keep. Their keys are in shortcuts.ts in the
 * same order; there are more pages than digits.
 */
export const doingPages = ['runs', 'draw', 'compare', 'evaluate'] as const
export const keptPages = [
  { page: 'queue', icon: 'queue' },
  { page: 'sweeps', icon: 'sweeps' },
  { page: 'data', icon: 'data' },
  { page: 'handwriting', icon: 'hand' },
  { page: 'archived', icon: 'archive' },
  { page: 'deleted', icon: 'trash' },
] as const

export type SidePage = (typeof doingPages)[number] | (typeof keptPages)[number]['page']

export const chordOf = (page: SidePage | 'settings'): string => shortcuts.everywhere[page][0]

/** A page's title with the keys that open it. */
export const pageHint = (page: SidePage | 'settings'): string =>
  t('nav.hint', { page: t(`${page}.title`), keys: chordOf(page) })
