import { beforeEach, expect, test } from 'vitest'
import { useDrawing } from '../../../renderer/stores/drawing.ts'
import { usePictures } from '../../../renderer/stores/pictures.ts'
import { withCore } from './with-core.ts'

let answers: PromiseWithResolvers<unknown>[]

beforeEach(() => {
  answers = []
  withCore(() => {
    const answer = Promise.withResolvers<unknown>()
    answers.push(answer)
    return answer.promise
  })
})

const file = (name: string) => ({
  name,
  size: 3,
  arrayBuffer: () => Promise.resolve(Uint8Array.of(1, 2, 3).buffer),
})
const settled = () => new Promise((resolve) => setTimeout(resolve))

test('a picture is on the pad as a model sees it', async () => {
  const opened = usePictures().open([file('four.png')])
  await settled()
  answers[0]?.resolve({ pixels: 'AA', remark: null })
  await opened
  expect(useDrawing().sheet.picture).toEqual({
    pixels: 'AA',
    source: { kind: 'file', name: 'four.png' },
  })
  expect(usePictures().remark).toBe('')
})

test('what is no picture is refused in one line, and the drawing stays', async () => {
  useDrawing().finish([[1, 2]])
  const opened = usePictures().open([file('notes.txt')])
  await settled()
  answers[0]?.reject(new Error('it is not a picture'))
  await opened
  expect(usePictures().remark).toBe('Cannot read notes.txt: it is not a picture')
  expect(useDrawing().sheet.strokes).toHaveLength(1)
})

test('a blank picture is refused with its remark', async () => {
  const opened = usePictures().open([file('white.png')])
  await settled()
  answers[0]?.resolve({ pixels: null, remark: 'The picture is blank.' })
  await opened
  expect(usePictures().remark).toBe('Cannot read white.png: The picture is blank.')
})

test('of two pictures the one that was opened last is shown, whichever is read first', async () => {
  const first = usePictures().open([file('first.png')])
  const second = usePictures().open([file('second.png')])
  await settled()
  answers[1]?.resolve({ pixels: 'BB', remark: null })
  await second
  answers[0]?.resolve({ pixels: 'AA', remark: null })
  await first
  expect(useDrawing().sheet.picture?.pixels).toBe('BB')
})

test('nothing that is a file is said to be none', async () => {
  await usePictures().open([])
  expect(usePictures().remark).toMatch(/^Nothing was dropped/)
})

test('who goes on drawing keeps the drawing, and is no longer told of an earlier picture', async () => {
  const pictures = usePictures()
  await pictures.open([])
  useDrawing().draw([[1, 2]])
  expect(pictures.remark).toBe('')
  useDrawing().finish([[1, 2]])
  const opened = pictures.open([file('four.png')])
  await settled()
  expect(pictures.reading).toBe('four.png')
  useDrawing().finish([[3, 4]])
  answers[0]?.resolve({ pixels: 'AA', remark: null })
  await opened
  expect(pictures.reading).toBe('')
  expect(useDrawing().sheet.strokes).toHaveLength(2)
})
