import type { Backend, BackendConfig, BatchScore, MakeBackend } from './backend.ts'
import type { Binding } from './binding.ts'
import { crossEntropy } from './cross-entropy.ts'
import { bytesOf, inputs, outputs, type LayerWeights } from './network.ts'
import { createOperations, type Operations, type TensorId } from './operations.ts'
import { adam, momentum, slotCount } from './optimizer.ts'

/** A matrix or vector that is learned, with what its optimizer keeps beside it. */
interface Parameter {
  readonly variable: TensorId
  readonly slots: readonly TensorId[]
}

interface Layer {
  readonly matrix: Parameter
  readonly biases: Parameter
}

/** A layer's weights, read for the length of one batch, and what came into the layer. */
interface Pass {
  readonly input: TensorId
  readonly matrix: TensorId
}

const kernels = {
  relu: { forward: 'Relu', backward: (slope, output) => ['ReluGrad', slope, output] },
  tanh: { forward: 'Tanh', backward: (slope, output) => ['TanhGrad', output, slope] },
  sigmoid: { forward: 'Sigmoid', backward: (slope, output) => ['SigmoidGrad', output, slope] },
} as const satisfies Record<
  BackendConfig['activation'],
  {
    readonly forward: string
    readonly backward: (
      slope: TensorId,
      output: TensorId,
    ) => readonly [name: string, first: TensorId, second: TensorId]
  }
>

/**
 * Native TensorFlow without tfjs's Tensors: numbers instead of objects, an explicit backward pass, and
 * the optimizer as one fused kernel that updates its variable in place.
 */
export const nativeBackend =
  (binding: Binding): MakeBackend =>
  (config, first) =>
    createBackend(createOperations(binding), config, first)

function createBackend(
  tf: Operations,
  config: BackendConfig,
  first: readonly LayerWeights[],
): Backend {
  const layers = first.map((weights) => layerOf(tf, weights, slotCount[config.optimizer]))
  const kernel = kernels[config.activation]
  const updateAt = updatesOf(tf, config)
  // A division would be shared out to threads, whose waking takes longer than the work.
  const shade = tf.scalar(1 / 255)
  let step = 0

  const forward = (pixels: Uint8Array) => {
    const passes: Pass[] = []
    let values = tf.run('Mul', [tf.floats([pixels.length / inputs, inputs], pixels), shade])
    layers.forEach((layer, index) => {
      const matrix = tf.read(layer.matrix.variable)
      passes.push({ input: values, matrix })
      const biases = tf.read(layer.biases.variable)
      values = tf.run('BiasAdd', [tf.product(values, matrix), biases])
      if (index < layers.length - 1) values = tf.run(kernel.forward, [values])
    })
    return { passes, logits: tf.values(values) }
  }

  /** Gradients of the mean loss, from the last layer to the first, matrix before biases. */
  const backward = (passes: readonly Pass[], ofLogits: TensorId): readonly TensorId[] => {
    let slope = ofLogits
    return passes.toReversed().flatMap(({ input, matrix }, depth) => {
      const gradients = [tf.product(input, slope, 'left'), tf.run('BiasAddGrad', [slope])]
      if (depth < passes.length - 1) {
        const [name, ...operands] = kernel.backward(tf.product(slope, matrix, 'right'), input)
        slope = tf.run(name, operands)
      }
      return gradients
    })
  }

  const gradientsOf = (pixels: Uint8Array, labels: Uint8Array) => {
    const { passes, logits } = forward(pixels)
    const ofLogits = new Float32Array(logits.length)
    const score = crossEntropy(logits, labels, ofLogits)
    const gradients = Number.isFinite(score.loss)
      ? backward(passes, tf.tensor([labels.length, outputs], ofLogits))
      : []
    return { score, gradients }
  }

  const learn = (pixels: Uint8Array, labels: Uint8Array): BatchScore => {
    // What reads a variable is freed before its update, which would have to copy it otherwise.
    const { score, gradients } = tf.tidy(
      () => gradientsOf(pixels, labels),
      (made) => made.gradients,
    )
    if (gradients.length === 0) return score
    step += 1
    const update = updateAt(step)
    const parameters = layers.toReversed().flatMap(({ matrix, biases }) => [matrix, biases])
    parameters.forEach((parameter, index) => {
      update(parameter, gradients[index] ?? NaN)
    })
    return score
  }

  return {
    step: (pixels, labels) => tf.tidy(() => learn(pixels, labels)),
    measuredAtOnce: 1000,
    measure: (pixels, labels) => tf.tidy(() => crossEntropy(forward(pixels).logits, labels)),
    weights: () =>
      tf.tidy(() => {
        const read = ({ variable }: Parameter) => tf.values(tf.read(variable))
        return bytesOf(layers.map((l) => ({ matrix: read(l.matrix), biases: read(l.biases) })))
      }),
    dispose: tf.dispose,
  }
}

function layerOf(tf: Operations, { shape, matrix, biases }: LayerWeights, slots: number): Layer {
  const parameter = (dimensions: readonly number[], values: Float32Array): Parameter => ({
    variable: tf.variable(dimensions, values),
    slots: Array.from({ length: slots }, () =>
      tf.variable(dimensions, new Float32Array(values.length)),
    ),
  })
  return {
    matrix: parameter([shape.inputs, shape.outputs], matrix),
    biases: parameter([shape.outputs], biases),
  }
}

/** The fused kernel of an optimizer at one step. */
type Update = (parameter: Parameter, gradient: TensorId) => void

/** Updates by step, which counts from 1. */
function updatesOf(tf: Operations, config: BackendConfig): (step: number) => Update {
  const rate = tf.scalar(config.learningRate)
  switch (config.optimizer) {
    case 'sgd':
      return () => (parameter, gradient) => {
        tf.change('ResourceApplyGradientDescent', [parameter.variable, rate, gradient])
      }
    case 'momentum': {
      const carried = tf.scalar(momentum)
      return () => (parameter, gradient) => {
        const { variable, slots } = parameter
        tf.change('ResourceApplyMomentum', [variable, ...slots, rate, gradient, carried])
      }
    }
    case 'adam': {
      const constants = [rate, ...[adam.beta1, adam.beta2, adam.epsilon].map(tf.scalar)]
      return (step) => {
        const powers = [adam.beta1 ** step, adam.beta2 ** step].map(tf.scalar)
        return ({ variable, slots }, gradient) => {
          tf.change('ResourceApplyAdam', [variable, ...slots, ...powers, ...constants, gradient])
        }
      }
    }
  }
}
