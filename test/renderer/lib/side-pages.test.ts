import { expect, test } from 'vitest'
import { shortcuts } from '../../../renderer/lib/shortcuts.ts'
import { chordOf, doingPages, keptPages, pageHint } from '../../../renderer/lib/side-pages.ts'

test('the keys of pages are in the order of the side bar, and each is of one page', () => {
  const chords = [...doingPages, ...keptPages.map(({ page }) => page)].map(chordOf)
  const numbered = chords.filter((chord) => /^Ctrl\+[1-9]$/.test(chord))
  expect(numbered).toEqual(Array.from({ length: 9 }, (_, at) => `Ctrl+${String(at + 1)}`))
  const everywhere: readonly string[] = Object.values(shortcuts.everywhere).flat()
  for (const chord of chords) expect(everywhere.filter((other) => other === chord)).toHaveLength(1)
})

test('a page is shown with its keys', () => {
  expect(pageHint('queue')).toBe('Queue (Ctrl+5)')
})
