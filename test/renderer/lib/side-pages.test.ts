import { expect, test } from 'vitest'
import { shortcuts } from '../../../renderer/lib/shortcuts.ts'
import { chordOf, doingPages, keptPages, pageHint } from '../../../renderer/lib/side-pages.ts'

test('the keys of pages are in the order of the side bar, and each is of one page', () => {
  const chords = [...doingPages, ...keptPages.map(({ page }) => page)].map(chordOf)
  expect(chords).toEqual(chords.toSorted())
  expect(new Set(chords).size).toBe(chords.length)
  for (const chord of chords) expect(chord).toMatch(/^Ctrl\+[1-9]$/)
  const numbered = Object.values(shortcuts.everywhere)
    .flat()
    .filter((chord) => /^Ctrl\+\d$/.test(chord))
  expect(numbered).toHaveLength(chords.length)
})

test('a page is shown with its keys', () => {
  expect(pageHint('queue')).toBe('Queue (Ctrl+5)')
})
