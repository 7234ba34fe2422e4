import { randomInt } from 'node:crypto'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { stream } from '../../electron/train/random.ts'

/** What all chance of the tests of faults comes from; FAULT_SEED repeats what a failure was seen with. */
export const faultSeed = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31))

/** So many steps in ascending order, one in each part of a run of `steps` but its end. */
export function randomSteps(which: number, count: number, steps: number): readonly number[] {
  const random = stream(faultSeed, which)
  const part = Math.floor((steps - 20) / count)
  return Array.from({ length: count }, (_, index) => index * part + uniformInt(random, 1, part))
}
