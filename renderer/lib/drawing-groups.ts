import type { KeptDrawing } from '../../electron/contract/handwriting.ts'

/** Which drawings are shown; those that are wrong are the ones that the chosen run reads so. */
export interface DrawingFilter {
  /** Null: every digit. */
  readonly label: number | null
  readonly onlyWrong: boolean
}

/** A drawing with what the chosen run reads it as; null where it has not read it. */
export interface ReadDrawing {
  readonly drawing: KeptDrawing
  readonly digit: number | null
}

export interface DrawingGroup {
  readonly label: number
  readonly drawings: readonly ReadDrawing[]
  /** Of them, before any are left out. */
  readonly count: number
  readonly wrong: number
}

const isWrong = ({ drawing, digit }: ReadDrawing) => digit !== null && digit !== drawing.label

/** The drawings by their label, the oldest first, at most so many in all; labels without any are left out. */
export function groupsOfDrawings(
  drawings: readonly KeptDrawing[],
  digits: ReadonlyMap<number, number>,
  { label, onlyWrong }: DrawingFilter,
  most: number,
): readonly DrawingGroup[] {
  let room = most
  return Array.from({ length: 10 }, (_, digit) => digit)
    .filter((digit) => label === null || digit === label)
    .map((digit) => {
      const all = drawings
        .filter((drawing) => drawing.label === digit)
        .map((drawing) => ({ drawing, digit: digits.get(drawing.number) ?? null }))
      const wrong = all.filter(isWrong)
      const shown = (onlyWrong ? wrong : all).slice(0, room)
      room -= shown.length
      return { label: digit, drawings: shown, count: all.length, wrong: wrong.length }
    })
    .filter((group) => group.drawings.length > 0)
}
