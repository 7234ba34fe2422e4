import type { Reply } from '../contract/errors.ts'

/** To the process that loads a written model again: answer these images (a byte a pixel). */
export interface ToReload {
  /** Of a folder or a zip file. */
  readonly path: string
  readonly images: readonly Uint8Array[]
}

/** A probability for each class, image by image, in the order of the images; or why the model could not be loaded. */
export type FromReload = Reply<readonly (readonly number[])[]>
