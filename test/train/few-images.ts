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

/** Indices of the weights in a layer's matrix that the images teach most. */
export function taughtWeights(layers: readonly LayerWeights[], index: number): readonly number[] {
  const { inputs: from = 0, outputs: to = 0 } = layers[index]?.shape ?? {}
  const rows = index === 0 ? bright : Array.from({ length: from }, (_, row) => row)
  return rows.flatMap((row) => Array.from({ length: to }, (_, column) => row * to + column))
}

/** The numbers of a network that the images teach most, as pairs of an array and an index. */
export function taught(
  layers: readonly LayerWeights[],
): readonly (readonly [values: Float32Array, index: number])[] {
  return layers.flatMap(({ matrix, biases }, index) => [
    ...taughtWeights(layers, index).map((at) => [matrix, at] as const),
    ...Array.from(biases, (_, at) => [biases, at] as const),
  ])
}

export const readTaught = (layers: readonly LayerWeights[]): readonly number[] =>
  taught(layers).map(([values, index]) => values[index] ?? NaN)
