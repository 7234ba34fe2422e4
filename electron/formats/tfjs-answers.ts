import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import type { LoadedModel } from './read-tfjs.ts'

/** What TensorFlow.js itself makes of images (a byte a pixel) with a layers model, as any user of it would. */
export async function tfjsAnswers(
  loaded: LoadedModel,
  images: readonly Uint8Array[],
): Promise<readonly (readonly number[])[]> {
  // Plain JavaScript is slow but answers the same.
  if (!(await tf.setBackend('wasm'))) await tf.setBackend('cpu')
  const { inputs, card } = loaded
  const white = card?.pixels === 'byte' ? 1 : 255
  const model = await load(loaded)
  const pixels = new Float32Array(images.length * inputs)
  images.forEach((image, index) => {
    pixels.set(
      Array.from(image, (byte) => byte / white),
      index * inputs,
    )
  })
  const answers = tf.tidy(
    () => model.predict(tf.tensor2d(pixels, [images.length, inputs])) as tf.Tensor2D,
  )
  try {
    return await answers.array()
  } finally {
    answers.dispose()
    model.dispose()
  }
}

/** TensorFlow.js has its own reader of files, but that follows paths out of the folder. */
function load({ topology, weights, values }: LoadedModel): Promise<tf.LayersModel> {
  return tf.loadLayersModel({
    load: () =>
      Promise.resolve({
        modelTopology: topology,
        weightSpecs: weights.map((weight) => ({ ...weight })),
        weightData: values.buffer,
      }),
  })
}
