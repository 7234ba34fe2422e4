import type {
  Backend,
  BackendConfig,
  BatchScore,
  LayerInspection,
  MakeBackend,
  StepSettings,
} from './backend.ts'
import type { Binding } from './binding.ts'
import { crossEntropy } from './cross-entropy.ts'
import { dropoutMasks } from './dropout.ts'
import { inputScale } from './input-scale.ts'
import { nativeActivation } from './native-activation.ts'
import { nativeUpdates, scratchCount, type NativeParameter } from './native-optimizer.ts'
import { joined, type LayerShape } from './network.ts'
import { createOperations, type Operations, type TensorId } from './operations.ts'
import type { Parameter } from './optimizer.ts'
import type { Units } from './split/units.ts'
import { startOf, type LayerStart } from './start.ts'

interface Layer {
  readonly shape: LayerShape
  readonly matrix: NativeParameter
  readonly biases: NativeParameter
}

/** A hidden layer on the way forward, with a mask where a step leaves some of its outputs out. */
interface Hidden {
  readonly sums: TensorId
  readonly outputs: TensorId
  readonly mask: TensorId | null
}

/** A layer's weights, read for the length of one batch, what came into the layer, and from where. */
interface Pass {
  readonly input: TensorId
  readonly from: Hidden | null
  readonly matrix: TensorId
}

/** Of the mean loss by a layer's numbers. */
interface Gradients {
  readonly matrix: TensorId
  readonly biases: TensorId
}

/** What makes a network a part of a larger one, whose hidden layer is split between several. */
export interface Share {
  /** Logits of the larger network, from those of this part; valid until they are asked for again. */
  readonly complete: (logits: Float32Array) => Float32Array
  /** The units that this part has. The biases of the last layer are those of the first part alone: zeros in the others. */
  readonly units: Units
}

/**
 * Native TensorFlow without tfjs's Tensors: numbers instead of objects, an explicit backward pass, and
 * the optimizer as one fused kernel that updates its variable in place.
 */
export const nativeBackend =
  (binding: Binding, share?: Share): MakeBackend =>
  (config, first, slots) => {
    const tf = createOperations(binding)
    const layers = createLayers(tf, config, startOf(config, first, slots))
    return createBackend(tf, config, layers, share)
  }

function createBackend(
  tf: Operations,
  config: BackendConfig,
  layers: readonly Layer[],
  share?: Share,
): Backend {
  const parameters = layers.flatMap(({ matrix, biases }) => [matrix, biases])
  const activation = nativeActivation(tf, config.activation)
  const updatesAt = nativeUpdates(tf, config)
  const maskOf = dropoutMasks(config, share?.units)
  const complete = share?.complete ?? ((logits: Float32Array) => logits)
  const learnsLastBiases = (share?.units.from ?? 0) === 0
  const scaled = scaling(tf, config)
  const masked = (values: TensorId, mask: TensorId | null) =>
    mask === null ? values : tf.run('Mul', [values, mask])

  /** A step leaves outputs of hidden layers out; a measurement, for which there is no step, does not. */
  const forward = (pixels: Uint8Array, step?: number) => {
    const images = pixels.length / config.inputs
    const mask = (layer: number, size: number) =>
      maskOf === null || step === undefined
        ? null
        : tf.tensor([images, size], maskOf(step, layer, images * size))
    const passes: Pass[] = []
    let input = scaled(tf.floats([images, config.inputs], pixels))
    let from: Hidden | null = null
    let sums = input
    layers.forEach((layer, index) => {
      const matrix = tf.read(layer.matrix.variable)
      passes.push({ input, from, matrix })
      sums = tf.run('BiasAdd', [tf.product(input, matrix), tf.read(layer.biases.variable)])
      if (index === layers.length - 1) return
      from = { sums, outputs: activation.forward(sums), mask: mask(index, layer.shape.outputs) }
      input = masked(from.outputs, from.mask)
    })
    return { passes, logits: complete(tf.values(sums)) }
  }

  /** Gradients of the mean loss, from the first layer to the last. */
  const backward = (
    passes: readonly Pass[],
    ofLogits: Float32Array,
    images: number,
  ): readonly Gradients[] => {
    let slope = tf.tensor([images, config.outputs], ofLogits)
    const fromTheLast = passes.toReversed().map(({ input, from, matrix }) => {
      const gradients = {
        matrix: tf.product(input, slope, 'left'),
        biases: tf.run('BiasAddGrad', [slope]),
      }
      if (from !== null) {
        const ofOutputs = masked(tf.product(slope, matrix, 'right'), from.mask)
        slope = activation.backward(ofOutputs, from.outputs, from.sums)
      }
      return gradients
    })
    return fromTheLast.reverse()
  }

  const gradientsOf = (pixels: Uint8Array, labels: Uint8Array, step: number) => {
    const { passes, logits } = forward(pixels, step)
    const ofLogits = new Float32Array(logits.length)
    const score = crossEntropy(logits, labels, ofLogits, config.labelSmoothing)
    const gradients = Number.isFinite(score.loss) ? backward(passes, ofLogits, labels.length) : []
    return { score, gradients }
  }

  const learn = (pixels: Uint8Array, labels: Uint8Array, settings: StepSettings): BatchScore => {
    // What reads a variable is freed before its update, which would have to copy it otherwise.
    const { score, gradients } = tf.tidy(
      () => gradientsOf(pixels, labels, settings.step),
      (made) => made.gradients.flatMap(({ matrix, biases }) => [matrix, biases]),
    )
    if (gradients.length === 0) return score
    const update = updatesAt(settings)
    layers.forEach(({ matrix, biases }, index) => {
      const gradient = gradients[index]
      if (gradient === undefined) return
      update(matrix, gradient.matrix)
      if (index < layers.length - 1 || learnsLastBiases) update(biases, gradient.biases)
    })
    return score
  }

  const inspect = (pixels: Uint8Array, labels: Uint8Array): readonly LayerInspection[] => {
    const { passes, logits } = forward(pixels)
    const ofLogits = new Float32Array(logits.length)
    crossEntropy(logits, labels, ofLogits)
    return backward(passes, ofLogits, labels.length).map(({ matrix }, index) => {
      const hidden = passes[index + 1]?.from
      return {
        gradient: tf.values(matrix),
        activations: hidden ? tf.values(hidden.outputs) : logits,
      }
    })
  }

  const measure: Backend['measure'] = (pixels, labels, watch) => {
    const { passes, logits } = forward(pixels)
    if (watch !== undefined)
      passes.slice(1).forEach(({ input }, hidden) => {
        watch(hidden, tf.values(input))
      })
    return crossEntropy(logits, labels)
  }

  const copyOf = (variables: readonly TensorId[]) =>
    tf.tidy(() => joined(variables.map((variable) => tf.values(tf.read(variable)))))

  return {
    step: (pixels, labels, settings) => tf.tidy(() => learn(pixels, labels, settings)),
    measuredAtOnce: 1000,
    measure: (pixels, labels, watch) => tf.tidy(() => measure(pixels, labels, watch)),
    logits: (pixels) => tf.tidy(() => forward(pixels).logits),
    inspect: (pixels, labels) => tf.tidy(() => inspect(pixels, labels)),
    weights: () => copyOf(parameters.map(({ variable }) => variable)),
    slots: () => copyOf(parameters.flatMap((parameter) => parameter.slots)),
    dispose: tf.dispose,
  }
}

function createLayers(
  tf: Operations,
  config: BackendConfig,
  start: readonly LayerStart[],
): readonly Layer[] {
  return start.map(({ shape, matrix, biases }) => {
    const parameter = (
      dimensions: readonly number[],
      { values, slots, decays }: Parameter,
    ): NativeParameter => {
      const variable = (numbers: Float32Array) => tf.variable(dimensions, numbers)
      const scratch = Array.from({ length: scratchCount(config.optimizer) }, () =>
        variable(new Float32Array(values.length)),
      )
      return { variable: variable(values), slots: slots.map(variable), scratch, decays }
    }
    return {
      shape,
      matrix: parameter([shape.inputs, shape.outputs], matrix),
      biases: parameter([shape.outputs], biases),
    }
  })
}

/** Pixels of 0 to 255 as the network sees them. */
function scaling(tf: Operations, config: BackendConfig): (bytes: TensorId) => TensorId {
  const { mean, deviation } = inputScale(config)
  // A division would be shared out to threads, whose waking takes longer than the work.
  const factor = tf.scalar(1 / (255 * deviation))
  if (mean === 0) return (bytes) => tf.run('Mul', [bytes, factor])
  const offset = tf.scalar(255 * mean)
  return (bytes) => tf.run('Mul', [tf.run('Sub', [bytes, offset]), factor])
}
