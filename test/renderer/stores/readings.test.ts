import { beforeEach, expect, test, vi } from 'vitest'
import type { Drawing } from '../../../electron/contract/digits.ts'
import type { Reader } from '../../../renderer/lib/readers.ts'
import { useDrawing } from '../../../renderer/stores/drawing.ts'
import { useReadings } from '../../../renderer/stores/readings.ts'
import { useRuns } from '../../../renderer/stores/runs.ts'
import { aRun } from '../a-run.ts'
import { answerOf } from '../guesses.ts'
import { withCore } from './with-core.ts'

const { id } = aRun({ id: 'a' })
const reader: Reader = { id, epoch: undefined, weights: 'first' }

interface Asked {
  readonly name: string
  readonly input: { readonly drawing?: Drawing; readonly ids?: readonly string[] }
  readonly answer: PromiseWithResolvers<unknown>
}

/** Questions as they were asked; a test answers them when it likes. */
let questions: Asked[]
let core: ReturnType<typeof withCore>

beforeEach(() => {
  questions = []
  core = withCore((name, input) => {
    const answer = Promise.withResolvers<unknown>()
    questions.push({ name, input: input as Asked['input'], answer })
    return answer.promise
  })
})

const settled = () => new Promise((resolve) => setTimeout(resolve))
const asked = (name: string) => questions.filter((question) => question.name === name)
const strokesOf = ({ input: { drawing } }: Asked) =>
  drawing?.kind === 'strokes' ? drawing.strokes : drawing?.kind

async function answer(question: Asked | undefined, ...digits: readonly number[]): Promise<void> {
  question?.answer.resolve({
    pixels: 'AA',
    remark: null,
    answers: digits.map((digit, index) => answerOf('a', index + 1, digit)),
  })
  await settled()
}

const digit = () => {
  const { answer: shown } = useReadings()
  return shown.kind === 'answered' ? shown.answer.guess?.digit : shown.kind
}

test('an empty pad asks nothing and has no answer', async () => {
  useReadings().readWith(reader)
  useDrawing().clear()
  useDrawing().undo()
  await settled()
  expect(questions).toEqual([])
  expect(digit()).toBe('none')
})

test('a finished stroke is answered first by what is looked at, then by all else', async () => {
  useReadings().readWith(reader)
  useDrawing().finish([[1, 2]])
  expect(questions.map(({ name }) => name)).toEqual(['digits.readMany'])
  await answer(questions[0], 7)
  expect(questions.map(({ name }) => name)).toEqual([
    'digits.readMany',
    'digits.stages',
    'digits.readEpochs',
  ])
  expect(questions.map(strokesOf)).toEqual([[[[1, 2]]], [[[1, 2]]], [[[1, 2]]]])
})

test('where an epoch is looked at, its answer comes first', async () => {
  useReadings().readWith({ ...reader, epoch: 1 })
  useDrawing().finish([[1, 2]])
  expect(questions.map(({ name }) => name)).toEqual(['digits.readEpochs'])
  await answer(questions[0], 4)
  expect(questions.map(({ name }) => name)).toContain('digits.readMany')
})

test('a finished stroke waits for no answer about the growing one', async () => {
  vi.useFakeTimers()
  try {
    useReadings().readWith(reader)
    useDrawing().draw([[1, 2]])
    await vi.advanceTimersByTimeAsync(100)
    expect(asked('digits.readMany')).toHaveLength(1)
    useDrawing().finish([
      [1, 2],
      [3, 4],
    ])
    expect(asked('digits.readMany')).toHaveLength(2)
  } finally {
    vi.useRealTimers()
  }
})

test('strokes that are drawn while an answer is on its way are asked about as one', async () => {
  useReadings().readWith(reader)
  const pad = useDrawing()
  for (const x of [1, 2, 3]) pad.finish([[x, 0]])
  expect(asked('digits.readMany')).toHaveLength(1)
  await answer(asked('digits.readMany')[0], 7)
  expect(digit()).toBe(7)
  expect(asked('digits.readMany').map(strokesOf)).toEqual([
    [[[1, 0]]],
    [[[1, 0]], [[2, 0]], [[3, 0]]],
  ])
})

test('an answer that comes after the pad was cleared is not shown', async () => {
  useReadings().readWith(reader)
  useDrawing().finish([[1, 2]])
  useDrawing().clear()
  await answer(asked('digits.readMany')[0], 1)
  expect(digit()).toBe('none')
})

test('while the pen is down the growing stroke is asked about now and then, by the chosen run alone', async () => {
  vi.useFakeTimers()
  try {
    useReadings().readWith(reader)
    for (let x = 0; x < 50; x++)
      useDrawing().draw([
        [0, 0],
        [x + 1, 0],
      ])
    expect(questions).toEqual([])
    await vi.advanceTimersByTimeAsync(1000)
    expect(questions.map(({ name }) => name)).toEqual(['digits.readMany', 'digits.stages'])
    expect(strokesOf(questions[0] as Asked)).toEqual([
      [
        [0, 0],
        [50, 0],
      ],
    ])
  } finally {
    vi.useRealTimers()
  }
})

test('a stroke that turns out to be none is forgotten', () => {
  useReadings().readWith(reader)
  useDrawing().draw([[1, 2]])
  expect(useReadings().isBusy).toBe(true)
  useDrawing().drop()
  expect(useReadings().isBusy).toBe(false)
})

test('another run answers for itself: until then there is no answer', async () => {
  const readings = useReadings()
  readings.readWith(reader)
  useDrawing().finish([[1, 2]])
  await answer(asked('digits.readMany')[0], 1)
  const other = aRun({ id: 'other' }).id
  readings.readWith({ id: other, epoch: undefined, weights: null })
  expect(digit()).toBe('waiting')
  expect(asked('digits.readMany')[1]?.input.ids).toEqual([other])
  await answer(asked('digits.readMany')[1], 8)
  expect(digit()).toBe(8)
})

test('an epoch of the chosen run is answered by what is known of all of them', async () => {
  const readings = useReadings()
  readings.readWith(reader)
  useDrawing().finish([[1, 2]])
  await answer(asked('digits.readMany')[0], 9)
  await answer(asked('digits.readEpochs')[0], 4, 9)
  const before = questions.length
  readings.readWith({ ...reader, epoch: 1 })
  expect(digit()).toBe(4)
  readings.readWith(reader)
  expect(digit()).toBe(9)
  expect(questions).toHaveLength(before)
})

test('new weights of the same run are asked while the old answer stays', async () => {
  const readings = useReadings()
  readings.readWith(reader)
  useDrawing().finish([[1, 2]])
  await answer(asked('digits.readMany')[0], 1)
  readings.readWith({ ...reader, weights: 'second' })
  expect(digit()).toBe(1)
  expect(asked('digits.readMany')).toHaveLength(2)
})

test('a run that is passed over is asked alone, and says why', async () => {
  useReadings().readWith(reader)
  useDrawing().finish([[1, 2]])
  await answer(asked('digits.readMany')[0])
  asked('digits.guess')[0]?.answer.reject(new Error('The checkpoint is damaged'))
  await settled()
  expect(useReadings().answer).toEqual({ kind: 'failed', message: 'The checkpoint is damaged' })
  useReadings().readAgain()
  await answer(asked('digits.readMany')[1], 5)
  expect(digit()).toBe(5)
})

test('every run that can read answers, and again when one has new weights', async () => {
  useReadings().readWith(reader)
  useDrawing().finish([[1, 2]])
  const runs = useRuns()
  const refreshed = runs.refresh()
  const b = aRun({ id: 'b', weightsSha256: 'b1' })
  asked('runs.list')[0]?.answer.resolve([aRun({ id: 'a', weightsSha256: 'a1' }), b])
  await settled()
  for (const question of asked('runs.list').slice(1)) question.answer.resolve([])
  await refreshed
  const both = () => asked('digits.readMany').filter(({ input }) => input.ids?.length === 2)
  expect(both()).toHaveLength(1)
  await answer(both()[0], 1, 1)
  core.announce({ ...b, weightsSha256: 'b2' })
  await vi.waitFor(() => {
    expect(both()).toHaveLength(2)
  })
})

test('the answer is explained only while people look, and anew for another epoch', async () => {
  const readings = useReadings()
  readings.readWith(reader)
  useDrawing().finish([[1, 2]])
  expect(asked('digits.explain')).toEqual([])
  readings.explain(true)
  expect(asked('digits.explain').map(({ input }) => input)).toMatchObject([{ id }])
  asked('digits.explain')[0]?.answer.resolve(null)
  await settled()
  readings.readWith({ ...reader, epoch: 2 })
  expect(asked('digits.explain')[1]?.input).toMatchObject({ id, epoch: 2 })
  readings.explain(false)
  expect(readings.explanation).toEqual({ kind: 'none' })
})

test('it is busy from the first touch of the pen to the answer to the whole stroke', async () => {
  const readings = useReadings()
  const pad = useDrawing()
  readings.readWith(reader)
  expect(readings.isBusy).toBe(false)
  pad.draw([[1, 2]])
  expect(readings.isBusy).toBe(true)
  pad.finish([[1, 2]])
  expect(readings.isBusy).toBe(true)
  await answer(asked('digits.readMany')[0], 1)
  expect(readings.isBusy).toBe(false)
})

test('a step that is left out is asked about, and back with all of them', () => {
  useReadings().readWith(reader)
  const pad = useDrawing()
  pad.finish([[1, 2]])
  pad.setStep('centre', false)
  expect(pad.finished).toMatchObject({ steps: { crop: true, centre: false } })
  expect(pad.hasAllSteps).toBe(false)
  pad.takeAllSteps()
  expect(pad.finished).toMatchObject({ steps: { centre: true } })
})
