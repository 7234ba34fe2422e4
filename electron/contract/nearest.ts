/** Letters to insert, remove or change to get from one word to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [at, letter] of from.split('').entries()) {
    const next = [at + 1]
    for (let column = 1; column <= to.length; column++) {
      const change = (row[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1)
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}

const longest = 60

/** Two letters of five may be wrong. */
const wrongShare = 0.4

/** `; did you mean …?` when one of the words is close to the one that was typed, otherwise nothing. */
export function didYouMean(typed: string, words: readonly string[], prefix = ''): string {
  if (typed.length > longest) return ''
  const ranked = words
    .map((word) => ({ word, distance: distance(typed, word) }))
    .sort((a, b) => a.distance - b.distance)
  const [best] = ranked
  const isClose = best && best.distance <= Math.max(1, Math.floor(best.word.length * wrongShare))
  return isClose ? `; did you mean ${prefix}${best.word}?` : ''
}
