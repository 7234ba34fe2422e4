/** A place in the plot in shares of it, from its left and from its top. */
export interface Share {
  readonly x: number
  readonly y: number
}

export interface TipPlace {
  readonly side: 'left' | 'right'
  readonly edge: 'top' | 'bottom'
}

const edges = ['top', 'bottom'] as const

/** The sides of the cursor where the tip has room; the wider one where neither has. */
function sidesWithRoom(cursor: number, width: number): readonly TipPlace['side'][] {
  const wider = cursor < 0.5 ? 'right' : 'left'
  const other = wider === 'left' ? 'right' : 'left'
  return Math.min(cursor, 1 - cursor) >= width ? [wider, other] : [wider]
}

/**
 * Beside the cursor and so never under the pointer, where fewest points are covered; `tip` in shares of the plot.
 */
export function tipPlace(
  points: readonly Share[],
  cursor: number,
  tip: { readonly width: number; readonly height: number },
): TipPlace {
  const covered = ({ side, edge }: TipPlace) =>
    points.filter(({ x, y }) => {
      const isBeside = side === 'right' ? x >= cursor : x <= cursor
      const isWithin = Math.abs(x - cursor) <= tip.width
      return isBeside && isWithin && (edge === 'top' ? y : 1 - y) <= tip.height
    }).length
  const places = sidesWithRoom(cursor, tip.width).flatMap((side) =>
    edges.map((edge) => ({ side, edge, count: covered({ side, edge }) })),
  )
  const [first = { side: 'right', edge: 'top' }] = places.sort((a, b) => a.count - b.count)
  return { side: first.side, edge: first.edge }
}
