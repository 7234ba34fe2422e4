import { bytesOfFloats, transposed, type PlainModel } from './plain-model.ts'

/** A tensor by the name that PyTorch's `nn.Linear` gives it. */
export interface NamedTensor {
  readonly name: string
  readonly shape: readonly number[]
  /** float32, little-endian. */
  readonly bytes: Uint8Array
}

/** `fc1.weight` (outputs × inputs, as PyTorch multiplies), `fc1.bias`, `fc2.weight` … */
export const stateDict = ({ layers }: PlainModel): readonly NamedTensor[] =>
  layers.flatMap(({ shape, matrix, biases }, index) => {
    const name = `fc${String(index + 1)}`
    return [
      {
        name: `${name}.weight`,
        shape: [shape.outputs, shape.inputs],
        bytes: bytesOfFloats(transposed(matrix, shape)),
      },
      { name: `${name}.bias`, shape: [shape.outputs], bytes: bytesOfFloats(biases) },
    ]
  })
