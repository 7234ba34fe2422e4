import type { LayerWeights } from '../../electron/train/network.ts'
import type { Batch } from './reference-network.ts'

/** Of 28 × 28 images, as all here. */
const inputs = 784

/** Three images with few bright pixels, so that few weights need to be tried. */
const bright = [10, 200, 500]
export const fewImages: Batch = {
  pixels: new Uint8Array(3 * inputs),
  labels: Uint8Array.of(4, 0, 9),
}
fewImages.labels.forEach((_, image) => {
  bright.forEach((pixel, index) => {
    fewImages.pixels[image * inputs + pixel] = 60 * (image + 1) + 20 * index
  })
})

/** The numbers of a network that the images teach most, as pairs of an array and an index. */
export function taught(
  layers: readonly LayerWeights[],
): readonly (readonly [values: Float32Array, index: number])[] {
  return layers.flatMap(({ shape, matrix, biases }, index) => {
    const rows = index === 0 ? bright : Array.from({ length: shape.inputs }, (_, row) => row)
    const columns = Array.from({ length: shape.outputs }, (_, column) => column)
    return [
      ...rows.flatMap((row) => columns.map((c) => [matrix, row * shape.outputs + c] as const)),
      ...columns.map((column) => [biases, column] as const),
    ]
  })
}

export const readTaught = (layers: readonly LayerWeights[]): readonly number[] =>
  taught(layers).map(([values, index]) => values[index] ?? NaN)
