import { between, type Chance } from './chance.ts'
import { placeOf, type Ink } from './ink.ts'
import { drawLine } from './line.ts'

/** Shares of the digits that get a stroke which pens make often and the training images hardly have. */
const slashedZeros = 0.25
const flaggedOnes = 0.5
const footedOnes = 0.3
const barredSevens = 0.3

/** Draws on some digits as people do, at a strength that multiplies how many. */
export function drawStyles(ink: Ink, label: number, strength: number, chance: Chance): void {
  const happens = (share: number) => chance() < share * strength
  if (label === 0 && happens(slashedZeros)) slash(ink, chance)
  if (label === 1) {
    const isFooted = happens(footedOnes)
    // The flag first: a foot would widen the box that it starts from.
    if (happens(flaggedOnes)) flag(ink, chance)
    if (isFooted) foot(ink, chance)
  }
  if (label === 7 && happens(barredSevens)) bar(ink, chance)
}

const lineWidth = (chance: Chance) => between(chance, 1.5, 3)

/** From the lower left to the upper right, mostly a little beyond the box. */
function slash(ink: Ink, chance: Chance): void {
  const { left, top, right, bottom } = ink
  const beyond = () => between(chance, -1.5, 2.5)
  drawLine(
    ink,
    { x: left - beyond(), y: bottom + beyond() },
    { x: right + beyond(), y: top - beyond() },
    lineWidth(chance),
  )
}

/** From the top of a one, back and down. */
function flag(ink: Ink, chance: Chance): void {
  const { top, bottom } = ink
  const x = middleOf(ink, top + 1)
  const steepness = between(chance, 0.35, 1.1)
  const length = between(chance, 0.25, 0.5) * (bottom - top)
  const from = { x, y: top + between(chance, 0.5, 1.5) }
  const to = {
    x: from.x - length * Math.cos(steepness),
    y: from.y + length * Math.sin(steepness),
  }
  drawLine(ink, from, to, lineWidth(chance))
}

/** Under a one, nearly level. */
function foot(ink: Ink, chance: Chance): void {
  const { bottom } = ink
  const x = middleOf(ink, bottom - 1)
  const y = bottom - between(chance, 0, 1.5)
  const tilt = between(chance, -1, 1)
  drawLine(
    ink,
    { x: x - between(chance, 2.5, 6.5), y: y + tilt },
    { x: x + between(chance, 2.5, 6.5), y: y - tilt },
    lineWidth(chance),
  )
}

/** Through the stem of a seven, about half way down. */
function bar(ink: Ink, chance: Chance): void {
  const { top, bottom } = ink
  const y = top + between(chance, 0.42, 0.62) * (bottom - top)
  const x = middleOf(ink, Math.round(y))
  const tilt = between(chance, -0.6, 1.6)
  drawLine(
    ink,
    { x: x - between(chance, 2.5, 6), y: y + tilt },
    { x: x + between(chance, 2.5, 6), y: y - tilt },
    lineWidth(chance),
  )
}

/** Mean column of the ink in a row, or of the box where the row is empty. */
function middleOf({ columns, stride, pixels, left, right }: Ink, row: number): number {
  let sum = 0
  let moment = 0
  for (let column = 0; column < columns; column += 1) {
    const value = pixels[placeOf(stride, column, row)] ?? 0
    sum += value
    moment += value * column
  }
  return sum === 0 ? (left + right) / 2 : moment / sum
}
