import { exponentials, largest } from './cross-entropy.ts'

/** What a network says of each image of a set: its class, and how sure it is of that and of the true one. */
export interface Readings {
  /** A byte an image. */
  readonly predicted: Uint8Array
  /** Probabilities of the predicted and of the true class. */
  readonly confidence: Float32Array
  readonly truth: Float32Array
}

export const emptyReadings = (images: number): Readings => ({
  predicted: new Uint8Array(images),
  confidence: new Float32Array(images),
  truth: new Float32Array(images),
})

/** Writes what the logits of a batch say, from the image `from` on; false where they are not all finite. */
export function read(
  logits: Float32Array,
  labels: Uint8Array,
  into: Readings,
  from: number,
): boolean {
  if (!logits.every(Number.isFinite)) return false
  const outputs = logits.length / labels.length
  const powers = new Float64Array(outputs)
  labels.forEach((label, image) => {
    const first = image * outputs
    const best = largest(logits, first, outputs)
    const sum = exponentials(logits, first, logits[best] ?? 0, powers)
    into.predicted[from + image] = best - first
    into.confidence[from + image] = 1 / sum
    into.truth[from + image] = (powers[label] ?? 0) / sum
  })
  return true
}
