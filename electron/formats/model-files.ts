/** The files of a model folder by their plain names. */
export type ModelFiles = Readonly<Record<string, Uint8Array>>

/** A file too large for memory, which writes itself to the path it is given and has all of it on the disk then. */
export interface Streamed {
  readonly kind: 'streamed'
  readonly writeTo: (path: string) => Promise<void>
}

/** One file, or several in a folder or zip file. */
export type Written =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'files'; readonly files: ModelFiles }

export const topologyFile = 'model.json'
export const weightsFile = 'weights.bin'

/** Whether a path is to hold one zip file; any other path is a folder. */
export const isZipPath = (path: string): boolean => path.toLowerCase().endsWith('.zip')
