import { between, chanceFor, type Chance } from './chance.ts'
import { blankInk, isBlank, lay, lift, side } from './ink.ts'
import type { Augmentation, PlacedBatch } from './messages.ts'
import { drawStyles } from './styles.ts'
import { thicken } from './thickness.ts'
import { warp, type Warp } from './warp.ts'

export const isUnchanging = ({ affine, styles }: Augmentation): boolean =>
  affine === 0 && styles === 0

/** Changes the images of a batch in place: each a function of the seed, the epoch, its place and its digit. */
export function createAugmenter({
  seed,
  affine,
  styles,
}: Augmentation): (batch: PlacedBatch, epoch: number) => void {
  const ink = blankInk()
  const sheet = ink.pixels.slice()

  const change = (image: Uint8Array, label: number, chance: Chance) => {
    lay(ink, image)
    if (isBlank(ink)) return
    // Drawn first, so that the same image is warped alike with and without styles.
    const thickness = thicknessOf(affine, chance)
    const place = warpOf(affine, chance)
    if (styles > 0) drawStyles(ink, label, styles, chance)
    if (affine === 0) {
      lift(ink, image)
      return
    }
    if (thickness !== 0) thicken(ink, thickness, sheet)
    warp(ink, place, image)
  }

  return ({ pixels, labels, rows }, epoch) => {
    rows.forEach((row, index) => {
      const image = pixels.subarray(index * side * side, (index + 1) * side * side)
      change(image, labels[index] ?? 0, chanceFor(seed, epoch, row))
    })
  }
}

/** Nothing for half of the images, else how far their line is thickened, or thinned below 0. */
function thicknessOf(strength: number, chance: Chance): number {
  const drawn = between(chance, -1, 1) * strength
  return chance() < 0.5 ? drawn * 0.5 : 0
}

const degrees = Math.PI / 180

const warpOf = (strength: number, chance: Chance): Warp => {
  const around = (middle: number, most: number) => middle + between(chance, -1, 1) * most * strength
  return {
    rotation: around(0, 15 * degrees),
    shear: around(0, 0.25),
    width: around(1, 0.15),
    height: around(1, 0.15),
    right: around(0, 1.5),
    down: around(0, 1.5),
  }
}
