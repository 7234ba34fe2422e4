import type { BatchScore } from './backend.ts'
import { outputs } from './network.ts'

/**
 * Softmax cross-entropy of a batch, ten logits an image.
 * Fills `gradient`, where given, with that of the batch's mean loss by each logit. Smoothing spreads a share of
 * the target over all digits in the gradient alone: the loss stays that of the labels, so that runs compare.
 */
export function crossEntropy(
  logits: Float32Array,
  labels: Uint8Array,
  gradient?: Float32Array,
  smoothing = 0,
): BatchScore {
  const powers = new Float64Array(outputs)
  let loss = 0
  let wrong = 0
  for (let image = 0; image < labels.length; image += 1) {
    const first = image * outputs
    const target = first + (labels[image] ?? 0)
    const best = largest(logits, first)
    const peak = logits[best] ?? 0
    const sum = exponentials(logits, first, peak, powers)
    loss += Math.log(sum) + peak - (logits[target] ?? 0)
    if (best !== target) wrong += 1
    if (gradient === undefined) continue
    for (let i = 0; i < outputs; i += 1) {
      const probability = (powers[i] ?? 0) / sum
      gradient[first + i] = (probability - wanted(first + i === target, smoothing)) / labels.length
    }
  }
  return { loss, wrong }
}

const wanted = (isTarget: boolean, smoothing: number) =>
  smoothing / outputs + (isTarget ? 1 - smoothing : 0)

/** Index of the largest of an image's logits, the first of equals. */
function largest(logits: Float32Array, first: number): number {
  let best = first
  for (let i = first + 1; i < first + outputs; i += 1)
    if ((logits[i] ?? 0) > (logits[best] ?? 0)) best = i
  return best
}

/** Fills `powers` with the exponentials of an image's logits less their largest, and returns their sum. */
function exponentials(
  logits: Float32Array,
  first: number,
  peak: number,
  powers: Float64Array,
): number {
  let sum = 0
  for (let i = 0; i < outputs; i += 1) {
    const power = Math.exp((logits[first + i] ?? 0) - peak)
    powers[i] = power
    sum += power
  }
  return sum
}
