import type { CellPlace, Confusion } from './confusion-table.ts'

const steps: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

const imagesAt = (confusion: Confusion, { row, column }: CellPlace) => confusion[row]?.[column]

/** The cell that a key leads to: the next in its direction that holds images, or the row's first or last with Home or End. */
export function cellAfter(
  confusion: Confusion,
  from: CellPlace,
  key: string,
): CellPlace | undefined {
  if (key === 'Home') return nextWithImages(confusion, { ...from, column: -1 }, [0, 1])
  if (key === 'End')
    return nextWithImages(confusion, { ...from, column: confusion.length }, [0, -1])
  const step = steps[key]
  return step && nextWithImages(confusion, from, step)
}

function nextWithImages(
  confusion: Confusion,
  from: CellPlace,
  [down, right]: readonly [number, number],
): CellPlace | undefined {
  let at = from
  do at = { row: at.row + down, column: at.column + right }
  while (imagesAt(confusion, at) === 0)
  return imagesAt(confusion, at) === undefined ? undefined : at
}

/** The cell that the Tab key comes to: the one that was chosen, else the first that holds images. */
export function entryCell(
  confusion: Confusion,
  chosen: CellPlace | undefined,
): CellPlace | undefined {
  if (chosen && (imagesAt(confusion, chosen) ?? 0) > 0) return chosen
  const row = confusion.findIndex((images) => images.some((count) => count > 0))
  if (row < 0) return undefined
  return { row, column: confusion[row]?.findIndex((count) => count > 0) ?? 0 }
}
