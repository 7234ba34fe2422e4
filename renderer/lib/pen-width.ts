/** In units of the pad. */
export const penWidths = { least: 8, usual: 24, most: 40 }

/** What was remembered, or the usual width where that makes no sense. */
export function penWidthOf(remembered: string | null): number {
  const width = Number(remembered)
  const isSound = remembered !== null && width >= penWidths.least && width <= penWidths.most
  return isSound ? width : penWidths.usual
}

/** How far along its track the slider stands. */
export const penWidthShare = (width: number): string =>
  `${String(((width - penWidths.least) / (penWidths.most - penWidths.least)) * 100)}%`
