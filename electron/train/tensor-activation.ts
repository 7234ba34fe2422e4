import * as tf from '@tensorflow/tfjs'
import type { BackendConfig } from './backend.ts'
import { leakySlope } from './activation.ts'

export interface TensorActivation {
  readonly forward: (sums: tf.Tensor2D) => tf.Tensor2D
  /** Makes a slope by the outputs one by the sums. */
  readonly backward: (slope: tf.Tensor2D, outputs: tf.Tensor2D, sums: tf.Tensor2D) => tf.Tensor2D
}

/** Share of a normal distribution below each sum. */
const share = (sums: tf.Tensor2D) => sums.mul(Math.SQRT1_2).erf().add(1).mul<tf.Tensor2D>(0.5)

const density = (sums: tf.Tensor2D) =>
  sums
    .square()
    .mul(-0.5)
    .exp()
    .mul<tf.Tensor2D>(1 / Math.sqrt(2 * Math.PI))

/** The activations on tfjs's operations. */
export const tensorActivations: Readonly<Record<BackendConfig['activation'], TensorActivation>> = {
  relu: { forward: tf.relu, backward: (slope, outputs) => slope.mul(tf.step(outputs)) },
  'leaky-relu': {
    forward: (sums) => tf.leakyRelu(sums, leakySlope),
    backward: (slope, outputs) => slope.mul(tf.step(outputs, leakySlope)),
  },
  elu: {
    forward: tf.elu,
    backward: (slope, outputs) => slope.mul(tf.minimum(outputs, 0).add(1)),
  },
  gelu: {
    forward: (sums) => sums.mul(share(sums)),
    backward: (slope, _outputs, sums) => slope.mul(share(sums).add(sums.mul(density(sums)))),
  },
  tanh: {
    forward: tf.tanh,
    backward: (slope, outputs) => slope.mul(tf.sub(1, outputs.square())),
  },
  sigmoid: {
    forward: tf.sigmoid,
    backward: (slope, outputs) => slope.mul(outputs).mul(tf.sub(1, outputs)),
  },
}
