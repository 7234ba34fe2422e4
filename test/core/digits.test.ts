import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { digitHandlers } from '../../electron/core/digits.ts'
import { toPixels } from '../../electron/core/pixels.ts'
import { addCheckpoint } from '../../electron/store/checkpoints.sql.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'
import { shapeOf } from '../fixtures/shapes.ts'
import { a, add, tempDb } from '../store/a-run.ts'

/** A run with one checkpoint, whose data set has a shape. */
function handlersFor(shape = mnistShape) {
  const db = tempDb()
  const { config, weights } = madeUpModel([8], 'relu', 'unit', shape)
  add(db, a, { name: 'Signs', config, shape })
  const sha256 = createHash('sha256').update(weights).digest('hex')
  const resume = { state: '{}', slots: new Uint8Array(), sha256: '' }
  addCheckpoint(db, a, { epoch: 1, step: 600, sha256, weights, isEpochEnd: true, resume })
  return digitHandlers(db)
}

const line = [
  [
    [0, 0],
    [0, 10],
  ],
] satisfies [number, number][][]
const images = [toPixels(new Uint8Array(784).fill(9))]

test('a run for 28 × 28 pixels answers drawings with a probability for each of its classes', async () => {
  const handlers = handlersFor(shapeOf(28, 28, 26))
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
  const handlers = handlersFor(shapeOf(rows, columns, 3))
  const refusal = expect.objectContaining({
    code: 'conflict',
    message: `Run Signs reads images of ${String(rows)} × ${String(columns)} pixels; drawings and pictures have 28 × 28`,
  }) as unknown
  expect(() => handlers['digits.read']({ id: a, strokes: line })).toThrow(refusal)
  expect(() => handlers['digits.guess']({ id: a, images })).toThrow(refusal)
})
