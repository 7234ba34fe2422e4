import type { EngineKind } from './training.ts'

/** What is still to be done of a run. */
export interface Work {
  /** Units of every layer, pixels and classes included, from input to output. */
  readonly sizes: readonly number[]
  /** Images to learn from, each as often as it is. */
  readonly learned: number
  /** Images to score, each as often as it is. */
  readonly scored: number
}

/**
 * Products of two numbers a second on one core of 2025, in learning and scoring alike. Native TensorFlow depends so much on
 * processor and threads that only runs on the same machine tell.
 */
const productsPerSecond: Readonly<Partial<Record<EngineKind, number>>> = { wasm: 1e10, cpu: 5e8 }

/** About how long that takes where no faster engine is to be had; undefined on native TensorFlow. */
export function secondsOnSlowEngine(
  engine: EngineKind,
  { sizes, learned, scored }: Work,
): number | undefined {
  const speed = productsPerSecond[engine]
  const weights = sizes.slice(1).reduce((sum, size, index) => sum + size * (sizes[index] ?? 0), 0)
  // Learning takes a pass forward and two backward, scoring one forward.
  return speed && (weights * (3 * learned + scored)) / speed
}
