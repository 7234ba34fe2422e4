import type { RunId } from '../../electron/contract/entities.ts'
import type { Opener } from '../pop.ts'

/** What can be open beside an element that stands for runs. */
export type RunPanel = 'menu' | 'many' | 'colour' | 'tags' | 'export'

/** What a page asks of the menus of its runs. */
export interface RunMenusParts {
  readonly open: (opener: Opener, panel: RunPanel, ids: readonly RunId[]) => void
  readonly askPurge: (ids: readonly RunId[]) => void
}
