import { beforeEach, expect, test, vi } from 'vitest'
import type { Reading } from '../../../electron/contract/digits.ts'
import { useDrawing, type Reader } from '../../../renderer/stores/drawing.ts'
import { aRun } from '../a-run.ts'
import { withCore } from './with-core.ts'

const { id } = aRun()
const reader: Reader = { id, epoch: undefined, weights: 'first' }

const readingOf = (digit: number): Reading => ({
  pixels: null,
  remark: null,
  guess: { digit, confidence: 1, probabilities: [] },
})

/** Questions as they were asked; a test answers them when it likes. */
let questions: { input: unknown; answer: PromiseWithResolvers<Reading> }[]

beforeEach(() => {
  questions = []
  withCore((_name, input) => {
    const answer = Promise.withResolvers<Reading>()
    questions.push({ input, answer })
    return answer.promise
  })
})

const settled = () => new Promise((resolve) => setTimeout(resolve))
const digit = () => {
  const { state } = useDrawing()
  return state.kind === 'answered' ? state.reading.guess?.digit : state.kind
}

test('an empty pad asks nothing', async () => {
  const drawing = useDrawing()
  drawing.readWith(reader)
  await settled()
  drawing.clear()
  drawing.undo()
  expect(questions).toEqual([])
  expect(digit()).toBe('empty')
})

test('a finished stroke is asked about at once, with all strokes before it', () => {
  const drawing = useDrawing()
  drawing.readWith(reader)
  drawing.finish([[1, 2]])
  drawing.finish([[3, 4]])
  expect(questions.map(({ input }) => input)).toEqual([
    { id, strokes: [[[1, 2]]] },
    { id, strokes: [[[1, 2]], [[3, 4]]] },
  ])
})

test('an older answer never takes the place of a newer one', async () => {
  const drawing = useDrawing()
  drawing.readWith(reader)
  drawing.finish([[1, 2]])
  drawing.finish([[3, 4]])
  questions[1]?.answer.resolve(readingOf(2))
  await settled()
  questions[0]?.answer.resolve(readingOf(1))
  await settled()
  expect(digit()).toBe(2)
})

test('an answer that comes after the pad was cleared is not shown', async () => {
  const drawing = useDrawing()
  drawing.readWith(reader)
  drawing.finish([[1, 2]])
  drawing.clear()
  questions[0]?.answer.resolve(readingOf(1))
  await settled()
  expect(digit()).toBe('empty')
})

test('while the pen is down the growing stroke is asked about now and then', async () => {
  vi.useFakeTimers()
  try {
    const drawing = useDrawing()
    drawing.readWith(reader)
    for (let x = 0; x < 50; x++)
      drawing.draw([
        [0, 0],
        [x + 1, 0],
      ])
    expect(questions).toEqual([])
    await vi.advanceTimersByTimeAsync(1000)
    expect(questions.map(({ input }) => input)).toEqual([
      {
        id,
        strokes: [
          [
            [0, 0],
            [50, 0],
          ],
        ],
      },
    ])
  } finally {
    vi.useRealTimers()
  }
})

test('another run answers for itself: until then there is no answer', async () => {
  const drawing = useDrawing()
  drawing.readWith(reader)
  drawing.finish([[1, 2]])
  questions[0]?.answer.resolve(readingOf(1))
  await settled()
  const other = aRun({ id: 'other' }).id
  drawing.readWith({ id: other, epoch: 3, weights: null })
  await settled()
  expect(digit()).toBe('waiting')
  expect(questions[1]?.input).toEqual({ id: other, epoch: 3, strokes: [[[1, 2]]] })
  questions[1]?.answer.resolve(readingOf(8))
  await settled()
  expect(digit()).toBe(8)
})

test('new weights of the same run are asked while the old answer stays', async () => {
  const drawing = useDrawing()
  drawing.readWith(reader)
  drawing.finish([[1, 2]])
  questions[0]?.answer.resolve(readingOf(1))
  await settled()
  drawing.readWith({ ...reader, weights: 'second' })
  await settled()
  expect(digit()).toBe(1)
  expect(questions).toHaveLength(2)
})

test('a failure is said, and asking again mends it', async () => {
  const drawing = useDrawing()
  drawing.readWith(reader)
  drawing.finish([[1, 2]])
  questions[0]?.answer.reject(new Error('The checkpoint is damaged'))
  await settled()
  expect(drawing.state).toEqual({ kind: 'failed', message: 'The checkpoint is damaged' })
  const again = drawing.read()
  questions[1]?.answer.resolve(readingOf(5))
  await again
  expect(digit()).toBe(5)
})

test('it is busy from the first touch of the pen to the answer to the whole stroke', async () => {
  const drawing = useDrawing()
  drawing.readWith(reader)
  expect(drawing.isBusy).toBe(false)
  drawing.draw([[1, 2]])
  expect(drawing.isBusy).toBe(true)
  const early = drawing.read()
  questions[0]?.answer.resolve(readingOf(7))
  await early
  expect(drawing.isBusy).toBe(true)
  drawing.finish([[1, 2]])
  expect(drawing.isBusy).toBe(true)
  questions[1]?.answer.resolve(readingOf(1))
  await settled()
  expect(drawing.isBusy).toBe(false)
})
