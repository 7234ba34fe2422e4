import type { BackendConfig } from './backend.ts'
import type { Units } from './split/units.ts'

/**
 * Which outputs of a hidden layer a step leaves out: 0 for those, and for the others what makes up for
 * them on average. A function of the seed, the step and the layer (counted from 0) alone.
 */
export type MaskOf = (step: number, layer: number, count: number) => Float32Array

/** Null where nothing is left out. With `units` it is that of a part of the layer, as the whole layer would have it. */
export function dropoutMasks(
  { seed, dropout }: Pick<BackendConfig, 'seed' | 'dropout'>,
  units?: Units,
): MaskOf | null {
  if (dropout === 0) return null
  const [kept = 0] = new Int32Array(Float32Array.of(1 / (1 - dropout)).buffer)
  const threshold = Math.round(dropout * 2 ** 31)
  return (step, layer, count) => {
    const first = mixed(seed, mixed(step, layer))
    const second = mixed(step, mixed(layer, seed))
    const mask = new Int32Array(count)
    const { from, to, of } = units ?? { from: 0, to: count, of: count }
    const width = to - from
    for (let start = 0, number = from; start < count; start += width, number += of)
      // Whole numbers and no branch, which would be guessed wrong too often: four times as fast.
      for (let i = 0; i < width; i += 1)
        mask[start + i] = ~(((numbered(number + i, first, second) >>> 1) - threshold) >> 31) & kept
    return new Float32Array(mask.buffer)
  }
}

/** The golden ratio of 2^32: its multiples spread over all 32 bits, none twice. */
const golden = 0x9e3779b9

/** Number `index` of the stream of a 64-bit key: the finalizer of MurmurHash3, with one half before and one inside. */
function numbered(index: number, first: number, second: number): number {
  let bits = (Math.imul(index, golden) + first) | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b) ^ second
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

const mixed = (one: number, other: number) => numbered(one, other, golden)
