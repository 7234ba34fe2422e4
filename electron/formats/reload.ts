import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { AppError } from '../contract/errors.ts'
import { parentOf } from '../train/parent.ts'
import { readTfjs, type LoadedModel } from './read-tfjs.ts'
import type { FromReload, ToReload } from './reload-messages.ts'

// The entry of a process that loads a written model as any user of TensorFlow.js would, and answers with it.
const parent = parentOf<FromReload, ToReload>(process)
parent.onMessage((message) => {
  void answer(message).then(parent.send).finally(parent.leave)
})

async function answer({ path, images }: ToReload): Promise<FromReload> {
  try {
    // Plain JavaScript is slow but answers the same.
    if (!(await tf.setBackend('wasm'))) await tf.setBackend('cpu')
    return { ok: true, value: await answersOf(await readTfjs(path), images) }
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'unreadable'
    return { ok: false, code, message: error instanceof Error ? error.message : String(error) }
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

async function answersOf(loaded: LoadedModel, images: readonly Uint8Array[]): Promise<number[][]> {
  const { inputs } = loaded
  const model = await load(loaded)
  const pixels = new Float32Array(images.length * inputs)
  images.forEach((image, index) => {
    pixels.set(
      Array.from(image, (byte) => byte / 255),
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
