import * as tf from '@tensorflow/tfjs'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// Loads model folders with TensorFlow.js alone and prints their answers; in and out as answers.py says.

interface Given {
  readonly images: string
  readonly models: readonly { readonly path: string; readonly pixels: 'unit' | 'byte' }[]
}

interface ModelJson {
  readonly modelTopology: object
  readonly weightsManifest: readonly {
    readonly paths: readonly string[]
    readonly weights: tf.io.WeightsManifestEntry[]
  }[]
}

const given = JSON.parse(readFileSync(0, 'utf8')) as Given
const bytes = readFileSync(given.images)
const answers: unknown[] = []
for (const { path, pixels } of given.models) {
  const json = JSON.parse(readFileSync(join(path, 'model.json'), 'utf8')) as ModelJson
  const [manifest] = json.weightsManifest
  const weights = readFileSync(join(path, manifest?.paths[0] ?? ''))
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: [...(manifest?.weights ?? [])],
      weightData: new Uint8Array(weights).buffer,
    }),
  )
  const white = pixels === 'byte' ? 1 : 255
  const images = tf.tensor2d(
    Float32Array.from(bytes, (byte) => byte / white),
    [100, bytes.length / 100],
  )
  answers.push(await (model.predict(images) as tf.Tensor2D).array())
}
process.stdout.write(JSON.stringify(answers))
