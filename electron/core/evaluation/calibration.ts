import type { CalibrationBin } from '../../contract/evaluations.ts'

const bins = 10

/** Answers, each with how sure it was. */
interface Answers {
  readonly labels: Uint8Array
  readonly predicted: Uint8Array
  readonly confidence: Float32Array
}

/** How often answers were right that were about as sure: a bin a tenth. */
export function calibrationOf({
  labels,
  predicted,
  confidence,
}: Answers): readonly CalibrationBin[] {
  const images = new Array<number>(bins).fill(0)
  const confidences = new Array<number>(bins).fill(0)
  const right = new Array<number>(bins).fill(0)
  confidence.forEach((sure, place) => {
    const bin = Math.min(Math.floor(sure * bins), bins - 1)
    images[bin] = (images[bin] ?? 0) + 1
    confidences[bin] = (confidences[bin] ?? 0) + sure
    if (predicted[place] === labels[place]) right[bin] = (right[bin] ?? 0) + 1
  })
  return images.map((count, bin) => ({
    from: bin / bins,
    to: (bin + 1) / bins,
    images: count,
    confidence: count === 0 ? null : (confidences[bin] ?? 0) / count,
    right: count === 0 ? null : (right[bin] ?? 0) / count,
  }))
}

/**
 * The expected calibration error (Naeini, Cooper and Hauskrecht, AAAI 2015): the mean distance between confidence and
 * share of right answers, weighted by the images of each bin.
 */
export function calibrationError(calibration: readonly CalibrationBin[]): number {
  const images = calibration.reduce((total, bin) => total + bin.images, 0)
  const distances = calibration.map((bin) =>
    bin.confidence === null || bin.right === null
      ? 0
      : bin.images * Math.abs(bin.confidence - bin.right),
  )
  return images === 0 ? 0 : distances.reduce((total, distance) => total + distance, 0) / images
}
