/** An image of a data set to be, whatever it was read from. */
export interface LabelledImage {
  readonly rows: number
  readonly columns: number
  /** Row by row, 0 black to 255 white; may be overwritten once the next image is asked for. */
  readonly pixels: Uint8Array
  /** Name of its class. */
  readonly label: string
  /** Where it stands, for messages: `train.csv, line 3`. */
  readonly place: string
}

/** What a reader tells besides the images themselves. */
export interface ReadingOf {
  /** Share of its work that is done, 0 to 1. */
  readonly progress: (share: number) => void
  /** A file, or a folder as a whole, that has been read to its end. */
  readonly source: (source: { readonly file: string; readonly sha256: string }) => void
}

export interface ImageSize {
  readonly rows: number
  readonly columns: number
}
