import { npy, npyTexts } from './npy.ts'
import { bytesOfFloats, modelCard, type PlainModel } from './plain-model.ts'
import { zipped } from './zip.ts'

/**
 * A NumPy archive: `w1` (inputs × outputs), `b1`, `w2` …, the names of the classes, and as JSON what the model takes and
 * gives. No array needs pickle to be loaded.
 */
export function npz(model: PlainModel): Uint8Array {
  const arrays = model.layers.flatMap(({ shape, matrix, biases }, index) => {
    const number = String(index + 1)
    const float = '<f4'
    return [
      [
        `w${number}.npy`,
        npy({ descr: float, shape: [shape.inputs, shape.outputs] }, bytesOfFloats(matrix)),
      ],
      [`b${number}.npy`, npy({ descr: float, shape: [shape.outputs] }, bytesOfFloats(biases))],
    ] as const
  })
  const { classes } = model
  return zipped({
    ...Object.fromEntries(arrays),
    'classes.npy': npyTexts(classes, [classes.length]),
    'model.npy': npyTexts([JSON.stringify(modelCard(model))], []),
  })
}
