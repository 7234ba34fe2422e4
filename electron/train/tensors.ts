import * as tf from '@tensorflow/tfjs'
import type { EngineKind } from '../contract/entities.ts'
import type { Backend, BackendConfig, BatchScore, MakeBackend } from './backend.ts'
import { crossEntropy } from './cross-entropy.ts'
import { bytesOf, inputs, outputs, type LayerShape, type LayerWeights } from './network.ts'
import { slotCount, updateOf } from './optimizer.ts'

/** Numbers that are learned, with what their optimizer keeps beside them. */
interface Parameter {
  readonly values: Float32Array
  readonly slots: readonly Float32Array[]
}

interface Layer {
  readonly shape: LayerShape
  readonly matrix: Parameter
  readonly biases: Parameter
}

/** What came into a layer, and its matrix, for the length of one batch. */
interface Pass {
  readonly input: tf.Tensor2D
  readonly matrix: tf.Tensor2D
}

/** White is 1, in the float32 steps of the native engine. */
const shade = Math.fround(1 / 255)

type Matrices = (values: tf.Tensor2D) => tf.Tensor2D
type Backward = (slope: tf.Tensor2D, output: tf.Tensor2D) => tf.Tensor2D

const kernels: Record<
  BackendConfig['activation'],
  { readonly forward: Matrices; readonly backward: Backward }
> = {
  relu: { forward: tf.relu, backward: (slope, output) => slope.mul(tf.step(output)) },
  tanh: { forward: tf.tanh, backward: (slope, output) => slope.mul(tf.sub(1, output.square())) },
  sigmoid: {
    forward: tf.sigmoid,
    backward: (slope, output) => slope.mul(output).mul(tf.sub(1, output)),
  },
}

/** Makes tfjs compute on WebAssembly or in plain JavaScript; throws when it would take something else. */
export async function tensorsBackend(
  kind: Exclude<EngineKind, 'native'>,
): Promise<{ readonly version: string; readonly makeBackend: MakeBackend }> {
  tf.enableProdMode() // without its greeting on standard error
  if (kind === 'wasm') await import('@tensorflow/tfjs-backend-wasm')
  // Where its file is missing, tfjs takes plain JavaScript without a word.
  if (!(await tf.setBackend(kind)) || tf.getBackend() !== kind)
    throw new Error(`TensorFlow.js could not start its ${kind} backend`)
  return { version: tf.version_core, makeBackend: createBackend }
}

/**
 * The network on tfjs's operations, with an explicit backward pass and explicit transposes, which are four
 * times faster on WebAssembly than its own gradient. The optimizer runs on plain arrays.
 */
function createBackend(config: BackendConfig, first: readonly LayerWeights[]): Backend {
  const layers = first.map((weights) => layerOf(weights, slotCount[config.optimizer]))
  const kernel = kernels[config.activation]
  const update = updateOf(config)
  let step = 0

  const forward = (pixels: Uint8Array) => {
    const passes: Pass[] = []
    const scaled = Float32Array.from(pixels, (byte) => byte * shade)
    let values = tf.tensor2d(scaled, [pixels.length / inputs, inputs])
    layers.forEach(({ shape, matrix: { values: weights }, biases }, index) => {
      const matrix = tf.tensor2d(weights, [shape.inputs, shape.outputs])
      passes.push({ input: values, matrix })
      values = tf.matMul(values, matrix).add(tf.tensor1d(biases.values))
      if (index < layers.length - 1) values = kernel.forward(values)
    })
    return { passes, logits: values.dataSync<'float32'>() }
  }

  /** Gradients of the mean loss, from the last layer to the first. */
  const backward = (passes: readonly Pass[], ofLogits: tf.Tensor2D) => {
    let slope = ofLogits
    return passes.toReversed().map(({ input, matrix }, depth) => {
      const gradients = {
        matrix: tf.matMul(tf.transpose(input), slope).dataSync<'float32'>(),
        biases: slope.sum(0).dataSync<'float32'>(),
      }
      if (depth < passes.length - 1)
        slope = kernel.backward(tf.matMul(slope, tf.transpose(matrix)), input)
      return gradients
    })
  }

  const learn = (pixels: Uint8Array, labels: Uint8Array): BatchScore => {
    const { passes, logits } = forward(pixels)
    const ofLogits = new Float32Array(logits.length)
    const score = crossEntropy(logits, labels, ofLogits)
    if (!Number.isFinite(score.loss)) return score
    step += 1
    const gradients = backward(passes, tf.tensor2d(ofLogits, [labels.length, outputs])).reverse()
    layers.forEach(({ matrix, biases }, index) => {
      const gradient = gradients[index]
      if (gradient === undefined) return
      update(matrix.values, gradient.matrix, matrix.slots, step)
      update(biases.values, gradient.biases, biases.slots, step)
    })
    return score
  }

  return {
    step: (pixels, labels) => freeing(() => learn(pixels, labels)),
    measuredAtOnce: 200,
    measure: (pixels, labels) => freeing(() => crossEntropy(forward(pixels).logits, labels)),
    weights: () =>
      bytesOf(layers.map((l) => ({ matrix: l.matrix.values, biases: l.biases.values }))),
    dispose: () => undefined,
  }
}

/** Frees the tensors that `work` made. */
function freeing<T>(work: () => T): T {
  const engine = tf.engine()
  engine.startScope()
  try {
    return work()
  } finally {
    engine.endScope()
  }
}

function layerOf({ shape, matrix, biases }: LayerWeights, slots: number): Layer {
  const parameter = (values: Float32Array): Parameter => ({
    values: values.slice(),
    slots: Array.from({ length: slots }, () => new Float32Array(values.length)),
  })
  return { shape, matrix: parameter(matrix), biases: parameter(biases) }
}
