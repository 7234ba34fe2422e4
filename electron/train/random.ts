import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'

/**
 * Stream `index` of a seed: 0 for the first weights, e for epoch e. A function of its two arguments
 * alone; streams of one seed lie 2^64 numbers apart, so they never overlap.
 */
export function stream(seed: number, index: number): RandomGenerator {
  const random = xoroshiro128plus(seed)
  // The first numbers after seeding are alike for seeds that are alike; a jump mixes them.
  for (let jumps = 0; jumps <= index; jumps += 1) random.jump()
  return random
}
