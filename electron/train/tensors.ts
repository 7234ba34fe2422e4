import * as tf from '@tensorflow/tfjs'
import type { EngineKind } from '../contract/training.ts'
import type {
  Backend,
  BackendConfig,
  BatchScore,
  LayerInspection,
  MakeBackend,
  StepSettings,
} from './backend.ts'
import { crossEntropy } from './cross-entropy.ts'
import { dropoutMasks } from './dropout.ts'
import { inputScale } from './input-scale.ts'
import { joined, type LayerWeights } from './network.ts'
import { updateOf } from './optimizer.ts'
import { startOf } from './start.ts'
import { tensorActivations } from './tensor-activation.ts'

/** A hidden layer on the way forward, with a mask where a step leaves some of its outputs out. */
interface Hidden {
  readonly sums: tf.Tensor2D
  readonly outputs: tf.Tensor2D
  readonly mask: tf.Tensor2D | null
}

/** A layer's matrix, for the length of one batch, what came into the layer, and from where. */
interface Pass {
  readonly input: tf.Tensor2D
  readonly from: Hidden | null
  readonly matrix: tf.Tensor2D
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
function createBackend(
  config: BackendConfig,
  first: readonly LayerWeights[],
  slots?: Uint8Array,
): Backend {
  const layers = startOf(config, first, slots)
  const parameters = layers.flatMap(({ matrix, biases }) => [matrix, biases])
  const activation = tensorActivations[config.activation]
  const update = updateOf(config)
  const maskOf = dropoutMasks(config)
  const shades = shadesOf(config)

  /** A step leaves outputs of hidden layers out; a measurement, for which there is no step, does not. */
  const forward = (pixels: Uint8Array, step?: number) => {
    const images = pixels.length / config.inputs
    const mask = (layer: number, size: number) =>
      maskOf === null || step === undefined
        ? null
        : tf.tensor2d(maskOf(step, layer, images * size), [images, size])
    const passes: Pass[] = []
    let input = tf.tensor2d(scaled(pixels, shades), [images, config.inputs])
    let from: Hidden | null = null
    let sums = input
    layers.forEach(({ shape, matrix: { values: weights }, biases }, index) => {
      const matrix = tf.tensor2d(weights, [shape.inputs, shape.outputs])
      passes.push({ input, from, matrix })
      sums = tf.matMul(input, matrix).add(tf.tensor1d(biases.values))
      if (index === layers.length - 1) return
      from = { sums, outputs: activation.forward(sums), mask: mask(index, shape.outputs) }
      input = masked(from.outputs, from.mask)
    })
    return { passes, logits: sums.dataSync<'float32'>() }
  }

  /** Gradients of the mean loss, from the first layer to the last. */
  const backward = (passes: readonly Pass[], ofLogits: Float32Array, images: number) => {
    let slope = tf.tensor2d(ofLogits, [images, config.outputs])
    const fromTheLast = passes.toReversed().map(({ input, from, matrix }) => {
      const gradients = {
        matrix: tf.matMul(tf.transpose(input), slope).dataSync<'float32'>(),
        biases: slope.sum(0).dataSync<'float32'>(),
      }
      if (from !== null) {
        const ofOutputs = masked(tf.matMul(slope, tf.transpose(matrix)), from.mask)
        slope = activation.backward(ofOutputs, from.outputs, from.sums)
      }
      return gradients
    })
    return fromTheLast.reverse()
  }

  const learn = (pixels: Uint8Array, labels: Uint8Array, settings: StepSettings): BatchScore => {
    const { passes, logits } = forward(pixels, settings.step)
    const ofLogits = new Float32Array(logits.length)
    const score = crossEntropy(logits, labels, ofLogits, config.labelSmoothing)
    if (!Number.isFinite(score.loss)) return score
    const gradients = backward(passes, ofLogits, labels.length)
    layers.forEach(({ matrix, biases }, index) => {
      const gradient = gradients[index]
      if (gradient === undefined) return
      update(matrix, gradient.matrix, settings)
      update(biases, gradient.biases, settings)
    })
    return score
  }

  const inspect = (pixels: Uint8Array, labels: Uint8Array): readonly LayerInspection[] => {
    const { passes, logits } = forward(pixels)
    const ofLogits = new Float32Array(logits.length)
    crossEntropy(logits, labels, ofLogits)
    return backward(passes, ofLogits, labels.length).map(({ matrix }, index) => ({
      gradient: matrix,
      activations: passes[index + 1]?.from?.outputs.dataSync<'float32'>() ?? logits,
    }))
  }

  const measure: Backend['measure'] = (pixels, labels, watch) => {
    const { passes, logits } = forward(pixels)
    if (watch !== undefined)
      passes.slice(1).forEach(({ input }, hidden) => {
        watch(hidden, input.dataSync<'float32'>())
      })
    return crossEntropy(logits, labels)
  }

  return {
    step: (pixels, labels, settings) => freeing(() => learn(pixels, labels, settings)),
    measuredAtOnce: 200,
    measure: (pixels, labels, watch) => freeing(() => measure(pixels, labels, watch)),
    logits: (pixels) => freeing(() => forward(pixels).logits),
    inspect: (pixels, labels) => freeing(() => inspect(pixels, labels)),
    weights: () => joined(parameters.map(({ values }) => values)),
    slots: () => joined(parameters.flatMap((parameter) => parameter.slots)),
    dispose: () => undefined,
  }
}

const masked = (values: tf.Tensor2D, mask: tf.Tensor2D | null): tf.Tensor2D =>
  mask === null ? values : values.mul(mask)

/** What the network sees of a pixel, by its byte. */
function shadesOf(config: BackendConfig): Float32Array {
  const { mean, deviation } = inputScale(config)
  return Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - mean) / deviation)
}

function scaled(pixels: Uint8Array, shades: Float32Array): Float32Array {
  const values = new Float32Array(pixels.length)
  for (let i = 0; i < pixels.length; i += 1) values[i] = shades[pixels[i] ?? 0] ?? 0
  return values
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
