import { expect, test } from 'vitest'
import { takingBack } from '../../../renderer/lib/take-back.ts'
import { aRun } from '../a-run.ts'

const one = aRun({ id: 'one', name: 'One', note: 'a note', colour: 3, tags: ['x'], isPinned: true })
const two = aRun({ id: 'two', name: 'Two', colour: 3, tags: ['x', 'y'] })
const three = aRun({ id: 'three', name: 'Three', colour: 3, tags: ['x'] })

test('each thing that a change touches is as it was, and nothing else is touched', () => {
  const ids = [one.id]
  expect(takingBack([one], { name: 'Other' })).toEqual([{ ids, words: { name: 'One' } }])
  expect(takingBack([one], { note: '' })).toEqual([{ ids, words: { note: 'a note' } }])
  expect(takingBack([one], { colour: 5, isPinned: false })).toEqual([
    { ids, words: { colour: 3, isPinned: true } },
  ])
})

test.each([{ tags: [] }, { addTags: ['z'] }, { removeTags: ['x'] }])(
  'tags are as they were after %j',
  (words) => {
    expect(takingBack([one], words)).toEqual([{ ids: [one.id], words: { tags: ['x'] } }])
  },
)

test('runs that were alike go back in one call, the others in theirs', () => {
  expect(takingBack([one, two, three], { addTags: ['z'] })).toEqual([
    { ids: [one.id, three.id], words: { tags: ['x'] } },
    { ids: [two.id], words: { tags: ['x', 'y'] } },
  ])
  expect(takingBack([one, two, three], { colour: 1 })).toEqual([
    { ids: [one.id, two.id, three.id], words: { colour: 3 } },
  ])
})

test('no run takes no call', () => {
  expect(takingBack([], { name: 'Other' })).toEqual([])
})
