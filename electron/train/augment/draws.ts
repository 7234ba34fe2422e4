import { between, type Chance } from './chance.ts'
import type { ImageSize } from './ink.ts'
import type { Warp } from './warp.ts'

/** Share of the images whose line changes its thickness, and how far it goes at most, see `thicken`. */
const thickened = 0.5
const mostThickness = 0.5

/** How far an image is shifted at most: 1.5 of 28 pixels. */
const mostShift = (pixels: number) => (1.5 * pixels) / 28

const degrees = Math.PI / 180

/** How an image is warped: at a strength of 0 not at all, at 1 as the robust preset says. */
export function drawWarp(strength: number, { rows, columns }: ImageSize, chance: Chance): Warp {
  const around = (middle: number, most: number) => middle + between(chance, -1, 1) * most * strength
  return {
    rotation: around(0, 15 * degrees),
    shear: around(0, 0.25),
    width: around(1, 0.15),
    height: around(1, 0.15),
    right: around(0, mostShift(columns)),
    down: around(0, mostShift(rows)),
  }
}

/** How far the line of an image is thickened, or thinned below 0. */
export function drawThickness(strength: number, chance: Chance): number {
  const amount = between(chance, -1, 1) * mostThickness * strength
  return chance() < thickened ? amount : 0
}
