import type { IconName } from './icons.ts'

export interface MenuItem {
  readonly key: string
  readonly label: string
  readonly icon?: IconName
  /** The keys that do the same. */
  readonly keys?: string
  readonly isDanger?: boolean
  readonly isDisabled?: boolean
  /** With a mark: on or off. */
  readonly isChecked?: boolean
  /** At most one of these is on. */
  readonly isOneOf?: boolean
  /** A line stands before it. */
  readonly isAfterLine?: boolean
}
