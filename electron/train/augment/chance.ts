/** A number from 0 up to 1, another at each call. */
export type Chance = () => number

/** Numbers for one image of one epoch, which depend on these three alone and on no other image. */
export function chanceFor(seed: number, epoch: number, image: number): Chance {
  let counter = mixed(mixed(mixed(seed) ^ epoch) ^ image)
  return () => {
    counter = (counter + 0x9e3779b9) | 0
    return (mixed(counter) >>> 0) / 2 ** 32
  }
}

export const between = (chance: Chance, least: number, most: number): number =>
  least + (most - least) * chance()

/** A one-to-one mix of 32 bits in which each bit that comes in changes about half of those that go out. */
function mixed(bits: number): number {
  let value = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad)
  value = Math.imul(value ^ (value >>> 15), 0xd35a2d97)
  return value ^ (value >>> 15)
}
