import type { Reply } from '../contract/errors.ts'

/** To the process that loads a written model again: answer these images (784 bytes each). */
export interface ToReload {
  /** Of a folder or a zip file. */
  readonly path: string
  readonly images: readonly Uint8Array[]
}

/** Ten probabilities an image, in the order of the images; or why the model could not be loaded. */
export type FromReload = Reply<readonly (readonly number[])[]>
