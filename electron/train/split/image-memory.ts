/** Room for the images of a task, which all threads share. */
export interface ImageMemory {
  readonly images: number
  readonly inputs: number
  readonly outputs: number
  readonly parts: number
  readonly bytes: SharedArrayBuffer
}

/** What is in it: images with their labels, and the logits of each part. */
export interface SharedImages {
  readonly pixels: Uint8Array
  readonly labels: Uint8Array
  /** Of a part; two sets take turns, so that one can be written while the other is still read. */
  readonly logits: (turn: number, part: number) => Float32Array
}

export const imageMemory = (size: Omit<ImageMemory, 'bytes'>): ImageMemory => ({
  ...size,
  bytes: new SharedArrayBuffer(logitBytes(size) + size.images * (size.inputs + 1)),
})

const logitBytes = ({ images, outputs, parts }: Omit<ImageMemory, 'bytes'>) =>
  2 * parts * images * outputs * 4

export function sharedImages(memory: ImageMemory): SharedImages {
  const { images, inputs, outputs, parts, bytes } = memory
  const count = images * outputs
  const lists = Array.from(
    { length: 2 * parts },
    (_, index) => new Float32Array(bytes, index * count * 4, count),
  )
  const after = logitBytes(memory)
  return {
    pixels: new Uint8Array(bytes, after, images * inputs),
    labels: new Uint8Array(bytes, after + images * inputs, images),
    logits: (turn, part) => lists[(turn % 2) * parts + part] ?? new Float32Array(),
  }
}
