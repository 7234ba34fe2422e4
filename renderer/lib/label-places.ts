import { shareOf } from './chart-axes.ts'
import type { ChartFrame, DrawnWords } from './chart-picture.ts'

/** Of the height of a small plot, what a line of words takes. */
const lineShare = 0.13
/** Of the width of a small plot, how far words on a level reach, those that end before a mark included. */
const levelShare = 0.75

type Place = Extract<DrawnWords, { kind: 'place' }>

function rowOf({ x, y, row }: Place, levels: readonly number[], frame: ChartFrame): number {
  if (shareOf(x, frame.x, frame.isLogX) > levelShare) return row
  const at = shareOf(y, frame.y, frame.isLogY)
  const above = levels.map((level) => at - shareOf(level, frame.y, frame.isLogY))
  if (above.some((distance) => distance >= 0 && distance < lineShare)) return 2
  return above.some((distance) => distance < 0 && distance > -lineShare) ? -1 : row
}

/** The same words, those beside marks out of the way of those that stand on levels. */
export function clearOfLevels(
  words: readonly DrawnWords[],
  frame: ChartFrame,
): readonly DrawnWords[] {
  const levels = words.flatMap((one) => (one.kind === 'level' ? one.y : []))
  return words.map((one) =>
    one.kind === 'place' ? { ...one, row: rowOf(one, levels, frame) } : one,
  )
}
