import { env, InferenceSession, Tensor } from 'onnxruntime-web'
import type { PlainModel } from '../plain-model.ts'
import { inputName } from './write-onnx.ts'

/** What ONNX Runtime itself makes of images (a byte a pixel) with a model file, which says this of its input. */
export async function onnxAnswers(
  file: Uint8Array,
  { rows, columns, classes, pixels, answer }: Omit<PlainModel, 'layers' | 'activation'>,
  images: readonly Uint8Array[],
): Promise<readonly (readonly number[])[]> {
  // It would start a thread a core, and read its code again for each.
  env.wasm.numThreads = 1
  const session = await InferenceSession.create(file)
  const size = rows * columns
  const white = pixels === 'byte' ? 1 : 255
  const values = new Float32Array(images.length * size)
  images.forEach((image, index) => {
    values.set(
      Array.from(image, (byte) => byte / white),
      index * size,
    )
  })
  try {
    const { [answer]: found } = await session.run({
      [inputName]: new Tensor('float32', values, [images.length, size]),
    })
    const numbers = Array.from((await found?.getData()) as Float32Array)
    return images.map((_, index) =>
      numbers.slice(index * classes.length, (index + 1) * classes.length),
    )
  } finally {
    await session.release()
  }
}
