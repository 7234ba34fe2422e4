import { modelCard, type PlainModel } from './plain-model.ts'

/** Everything as one JSON text that a person can read: each matrix as a list of rows, a row an input. */
export const jsonWeights = (model: PlainModel): string =>
  `${JSON.stringify({
    ...modelCard(model),
    layers: model.layers.map(({ shape, matrix, biases }) => ({
      ...shape,
      weights: Array.from({ length: shape.inputs }, (_, row) =>
        numbers(matrix.subarray(row * shape.outputs, (row + 1) * shape.outputs)),
      ),
      biases: numbers(biases),
    })),
  })}\n`

/** Nine digits tell every float32 from its neighbours. */
const numbers = (values: Float32Array) =>
  Array.from(values, (value) => Number(value.toPrecision(9)))
