import type Database from 'better-sqlite3'

/** Text in the form in which a search compares it: ß is SS, ς is Σ. SQLite itself knows the case of ASCII alone. */
const fold = (text: string): string => text.normalize('NFKC').toUpperCase()

/** For SQL: whether each of the words, one a line, occurs in the texts or in the list of tags, whatever its case. */
function mentions(words: unknown, tags: unknown, ...texts: unknown[]): number {
  const all = [...texts, ...(JSON.parse(String(tags)) as string[])].join('\n')
  const folded = fold(all)
  return Number(
    fold(String(words))
      .split('\n')
      .every((word) => folded.includes(word)),
  )
}

export function addSearch(db: Database.Database): void {
  db.function('mentions', { deterministic: true, varargs: true }, mentions)
}
