import type { BatchScore } from './backend.ts'

/**
 * Softmax cross-entropy of a batch, one logit an image and class.
 * Fills `gradient`, where given, with that of the batch's mean loss by each logit. Smoothing spreads a share of
 * the target over all classes in the gradient alone: the loss stays that of the labels, so that runs compare.
 */
export function crossEntropy(
  logits: Float32Array,
  labels: Uint8Array,
  gradient?: Float32Array,
  smoothing = 0,
): BatchScore {
  const outputs = logits.length / labels.length
  const powers = new Float64Array(outputs)
  let loss = 0
  let wrong = 0
  for (let image = 0; image < labels.length; image += 1) {
    const first = image * outputs
    const target = first + (labels[image] ?? 0)
    const best = largest(logits, first, outputs)
    const peak = logits[best] ?? 0
    const sum = exponentials(logits, first, peak, powers)
    loss += Math.log(sum) + peak - (logits[target] ?? 0)
    if (best !== target) wrong += 1
    if (gradient === undefined) continue
    for (let i = 0; i < outputs; i += 1) {
      const wanted = wantedOf(first + i === target, smoothing, outputs)
      gradient[first + i] = ((powers[i] ?? 0) / sum - wanted) / labels.length
    }
  }
  return { loss, wrong }
}

const wantedOf = (isTarget: boolean, smoothing: number, outputs: number) =>
  smoothing / outputs + (isTarget ? 1 - smoothing : 0)

/** Index of the largest of an image's logits, the first of equals. */
export function largest(logits: Float32Array, first: number, outputs: number): number {
  let best = first
  for (let i = first + 1; i < first + outputs; i += 1)
    if ((logits[i] ?? 0) > (logits[best] ?? 0)) best = i
  return best
}

/** Fills `powers` with the exponentials of an image's logits less their largest, and returns their sum. */
export function exponentials(
  logits: Float32Array,
  first: number,
  peak: number,
  powers: Float64Array,
): number {
  let sum = 0
  for (let i = 0; i < powers.length; i += 1) {
    const power = Math.exp((logits[first + i] ?? 0) - peak)
    powers[i] = power
    sum += power
  }
  return sum
}
