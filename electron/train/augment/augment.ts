import { chanceFor, type Chance } from './chance.ts'
import { drawThickness, drawWarp } from './draws.ts'
import { blankInk, isBlank, lay, lift } from './ink.ts'
import type { Augmentation, PlacedBatch } from './messages.ts'
import { drawStyles } from './styles.ts'
import { thicken } from './thickness.ts'
import { warp } from './warp.ts'

export const isUnchanging = ({
  affine,
  styles,
}: Pick<Augmentation, 'affine' | 'styles'>): boolean => affine === 0 && styles === 0

/** Changes the images of a batch in place: each a function of the seed, the epoch, its place and its label. */
export function createAugmenter({
  seed,
  affine,
  styles,
  ...size
}: Augmentation): (batch: PlacedBatch, epoch: number) => void {
  const ink = blankInk(size)
  const sheet = ink.pixels.slice()

  const change = (image: Uint8Array, label: number, chance: Chance) => {
    lay(ink, image)
    if (isBlank(ink)) return
    // Drawn first, so that the same image is warped alike with and without styles.
    const thickness = drawThickness(affine, chance)
    const place = drawWarp(affine, size, chance)
    if (styles > 0) drawStyles(ink, label, styles, chance)
    if (affine === 0) {
      lift(ink, image)
      return
    }
    if (thickness !== 0) thicken(ink, thickness, sheet)
    warp(ink, place, image)
  }

  const bytes = size.rows * size.columns
  return ({ pixels, labels, rows }, epoch) => {
    rows.forEach((row, index) => {
      const image = pixels.subarray(index * bytes, (index + 1) * bytes)
      change(image, labels[index] ?? 0, chanceFor(seed, epoch, row))
    })
  }
}
