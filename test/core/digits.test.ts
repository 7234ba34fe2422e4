import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { mnistShape, type DataShape } from '../../electron/contract/datasets.ts'
import type { Strokes } from '../../electron/contract/digits.ts'
import type { RunId } from '../../electron/contract/entities.ts'
import { digitHandlers } from '../../electron/core/digits.ts'
import { firstLayerOf } from '../../electron/core/first-layer.ts'
import { fromPixels, toPixels } from '../../electron/core/pixels.ts'
import { createSavedModels } from '../../electron/core/saved-models.ts'
import { addCheckpoint } from '../../electron/store/checkpoints.sql.ts'
import type { Db } from '../../electron/store/database.ts'
import { madeUpModel, madeUpNumbers } from '../fixtures/made-up-model.ts'
import { shapeOf } from '../fixtures/shapes.ts'
import { tenDrawings } from '../fixtures/strokes.ts'
import { a, add, b, tempDb } from '../store/a-run.ts'

const c = 'cccccccccc' as RunId

const sha256Of = (weights: Uint8Array) => createHash('sha256').update(weights).digest('hex')

interface Saved {
  readonly name?: string
  readonly shape?: DataShape
  readonly epochs?: number
  readonly isDamaged?: boolean
}

/** A run of 8 hidden units with a checkpoint for each epoch, all of them different. */
function save(db: Db, id: RunId, { name = 'Signs', shape = mnistShape, ...rest }: Saved = {}) {
  const { epochs = 1, isDamaged = false } = rest
  const { config, weights } = madeUpModel([8], 'relu', 'unit', shape)
  add(db, id, { name, config: { ...config, epochs }, shape })
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    const numbers = madeUpNumbers(weights.byteLength / 4, 0.2, epoch)
    const bytes = new Uint8Array(numbers.buffer)
    const sha256 = isDamaged ? '0'.repeat(64) : sha256Of(bytes)
    const resume = { state: '{}', slots: new Uint8Array(), sha256: '' }
    addCheckpoint(db, id, {
      epoch,
      step: epoch * 600,
      sha256,
      weights: bytes,
      isEpochEnd: true,
      resume,
    })
  }
}

const handlersOf = (db: Db) => digitHandlers(db, createSavedModels(db))

function handlersFor(saved: Saved = {}) {
  const db = tempDb()
  save(db, a, saved)
  return handlersOf(db)
}

const line: Strokes = [
  [
    [0, 0],
    [0, 10],
  ],
]
const images = [toPixels(new Uint8Array(784).fill(9))]
const steps = { crop: true, fit: true, centre: true, soften: true }
const drawn = (strokes: Strokes) => ({ kind: 'strokes', strokes, steps, padSide: 1 }) as const

test('a run for 28 × 28 pixels answers drawings with a probability for each of its classes', async () => {
  const handlers = handlersFor({ shape: shapeOf(28, 28, 26) })
  const reading = await handlers['digits.read']({ id: a, strokes: line })
  expect(reading.guess?.probabilities).toHaveLength(26)
  const [guess] = await handlers['digits.guess']({ id: a, images })
  expect(guess?.probabilities).toHaveLength(26)
})

test.each([
  [12, 20],
  [14, 56],
  [56, 14],
])('a run for %i × %i pixels says that it reads no drawings or pictures', (rows, columns) => {
  const handlers = handlersFor({ shape: shapeOf(rows, columns, 3) })
  const refusal = expect.objectContaining({
    code: 'conflict',
    message: `Run Signs reads images of ${String(rows)} × ${String(columns)} pixels; drawings and pictures have 28 × 28`,
  }) as unknown
  expect(() => handlers['digits.read']({ id: a, strokes: line })).toThrow(refusal)
  expect(() => handlers['digits.guess']({ id: a, images })).toThrow(refusal)
  expect(() => handlers['digits.explain']({ id: a, drawing: drawn(line) })).toThrow(refusal)
})

describe('many runs', () => {
  test('answer one drawing, each as it does alone, in the order that they were asked in', async () => {
    const db = tempDb()
    save(db, a, { epochs: 1 })
    save(db, b, { name: 'Other', epochs: 3 })
    const handlers = handlersOf(db)
    for (const { strokes } of tenDrawings()) {
      const alone = await handlers['digits.read']({ id: b, strokes })
      const asked = { drawing: drawn(strokes), ids: [b, a] }
      const { answers, pixels } = await handlers['digits.readMany'](asked)
      expect(answers.map(({ id, epoch }) => [id, epoch])).toEqual([
        [b, 3],
        [a, 1],
      ])
      expect(pixels).toBe(alone.pixels)
      expect(answers[0]?.guess).toEqual(alone.guess)
    }
  })

  test('answer without those that are damaged, for other images, gone or not yet trained', async () => {
    const db = tempDb()
    save(db, a, { isDamaged: true })
    save(db, b)
    save(db, c, { shape: shapeOf(14, 14, 10) })
    const untrained = 'dddddddddd' as RunId
    add(db, untrained)
    const gone = 'eeeeeeeeee' as RunId
    const ids = [a, untrained, c, gone, b]
    const { answers } = await handlersOf(db)['digits.readMany']({ drawing: drawn(line), ids })
    expect(answers.map(({ id }) => id)).toEqual([b])
  })

  test('do not answer an empty drawing', async () => {
    const handlers = handlersFor()
    expect(await handlers['digits.readMany']({ drawing: drawn([]), ids: [a] })).toEqual({
      pixels: null,
      remark: 'The drawing is empty.',
      answers: [],
    })
  })
})

describe('every epoch of a run', () => {
  test('answers one drawing, in order', async () => {
    const handlers = handlersFor({ epochs: 3 })
    const asked = { drawing: drawn(line), id: a }
    const { answers } = await handlers['digits.readEpochs'](asked)
    expect(answers.map(({ epoch }) => epoch)).toEqual([1, 2, 3])
    for (const { epoch, guess } of answers)
      expect((await handlers['digits.read']({ id: a, epoch, strokes: line })).guess).toEqual(guess)
  })

  test('of a run that is not there is an error', () => {
    const handlers = handlersOf(tempDb())
    expect(() => handlers['digits.readEpochs']({ drawing: drawn(line), id: a })).toThrow(
      /aaaaaaaaaa/,
    )
  })
})

describe('an explanation', () => {
  test('is of the answer that is given', async () => {
    const handlers = handlersFor()
    const why = await handlers['digits.explain']({ id: a, drawing: drawn(line) })
    const { guess, pixels } = await handlers['digits.read']({ id: a, strokes: line })
    expect(why?.guess).toEqual(guess)
    expect(why?.units).toHaveLength(8)
    const saliency = new Int8Array(Buffer.from(why?.saliency.values ?? '', 'base64'))
    const ink = fromPixels(pixels ?? '')
    expect(saliency).toHaveLength(784)
    expect(Math.max(...saliency.map(Math.abs))).toBe(127)
    expect([...saliency].every((value, at) => value === 0 || ink[at] !== 0)).toBe(true)
  })

  test('says what the drawing is without each stroke', async () => {
    const handlers = handlersFor()
    const [first, second] = tenDrawings().flatMap(({ strokes }) => strokes)
    if (!first || !second) throw new Error('No strokes')
    const why = await handlers['digits.explain']({ id: a, drawing: drawn([first, second]) })
    const alone = async (stroke: Strokes[number]) =>
      (await handlers['digits.read']({ id: a, strokes: [stroke] })).guess
    expect(why?.withoutStroke).toEqual([await alone(second), await alone(first)])
    const single = await handlers['digits.explain']({ id: a, drawing: drawn([first]) })
    expect(single?.withoutStroke).toEqual([null])
  })

  test('of 20,000 strokes leaves out the first 40 alone', async () => {
    const strokes = Array.from({ length: 20_000 }, (_, at): [number, number][] => [
      [at % 100, Math.floor(at / 100)],
    ])
    const why = await handlersFor()['digits.explain']({ id: a, drawing: drawn(strokes) })
    expect(why?.withoutStroke).toHaveLength(40)
  })

  test('of an empty drawing is none, and of a picture has no strokes', async () => {
    const handlers = handlersFor()
    expect(await handlers['digits.explain']({ id: a, drawing: drawn([[]]) })).toBeNull()
    const picture = { kind: 'picture', pixels: images[0] ?? '' } as const
    const why = await handlers['digits.explain']({ id: a, drawing: picture })
    expect(why?.withoutStroke).toEqual([])
    expect(why?.guess).toEqual((await handlers['digits.guess']({ id: a, images }))[0])
  })
})

test.each([
  [28, 28],
  [6, 4],
])('the first layer of a run for %i × %i pixels is an image a unit', (rows, columns) => {
  const db = tempDb()
  save(db, a, { shape: shapeOf(rows, columns, 3), epochs: 2 })
  const layer = firstLayerOf(createSavedModels(db)(a, 1))
  expect(layer).toMatchObject({ epoch: 1, rows, columns, units: 8 })
  const tiles = new Int8Array(Buffer.from(layer.weights.values, 'base64'))
  expect(tiles).toHaveLength(8 * rows * columns)
  const matrix = madeUpNumbers(rows * columns * 8, 0.2, 1)
  tiles.forEach((value, at) => {
    const weight = matrix[(at % (rows * columns)) * 8 + Math.floor(at / (rows * columns))] ?? NaN
    expect(Math.abs((value / 127) * layer.weights.most - weight)).toBeLessThan(0.001)
  })
})
