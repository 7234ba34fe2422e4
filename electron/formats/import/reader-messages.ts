import type { ErrorCode } from '../../contract/errors.ts'
import type { InspectedModel } from '../../contract/imports.ts'

/** To the process that reads a model file: the file's bytes, or the path of a file or folder. */
export interface ToReader {
  readonly fileName: string
  readonly source:
    | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
    | { readonly kind: 'path'; readonly path: string }
}

/** A model as runs have theirs. */
export interface ReadFile {
  readonly model: InspectedModel
  /** As a checkpoint holds them, for pixels from 0 to 1. */
  readonly weights: Uint8Array
}

/** `begun` comes first: what the file may take of time counts from then on. */
export type FromReader =
  | { readonly kind: 'begun' }
  | { readonly kind: 'read'; readonly file: ReadFile }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string }
