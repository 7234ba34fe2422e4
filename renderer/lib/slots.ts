/**
 * Gives each key a number: a key keeps its own for as long as it is among those asked for, and the numbers of keys that
 * are gone go to new ones. What is drawn under such a number is drawn anew for the next key, not made anew.
 */
export function createSlots(): (keys: readonly string[]) => ReadonlyMap<string, number> {
  let taken: ReadonlyMap<string, number> = new Map()
  return (keys) => {
    const kept = keys.flatMap((key) => taken.get(key) ?? [])
    const used = new Set(kept)
    let next = 0
    const free = () => {
      while (used.has(next)) next += 1
      used.add(next)
      return next
    }
    taken = new Map(keys.map((key) => [key, taken.get(key) ?? free()]))
    return taken
  }
}
