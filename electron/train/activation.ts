import type { TrainConfig } from '../contract/train-config.ts'

type Activation = TrainConfig['activation']

/** What leaky relu multiplies sums below zero by: the default of TensorFlow's `tf.nn.leaky_relu`. */
export const leakySlope = 0.2

/** Each activation in double precision. Elu's scale is 1; gelu is the exact one, by the error function. */
export const activate: Readonly<Record<Activation, (sum: number) => number>> = {
  relu: (sum) => Math.max(0, sum),
  'leaky-relu': (sum) => (sum < 0 ? leakySlope * sum : sum),
  elu: (sum) => (sum < 0 ? Math.expm1(sum) : sum),
  gelu: (sum) => (sum * (1 + errorFunction(sum * Math.SQRT1_2))) / 2,
  tanh: Math.tanh,
  sigmoid: (sum) => 1 / (1 + Math.exp(-sum)),
}

/** The derivative of each by its sum; from the right where there are two. */
export const slopeOf: Readonly<Record<Activation, (sum: number) => number>> = {
  relu: (sum) => (sum < 0 ? 0 : 1),
  'leaky-relu': (sum) => (sum < 0 ? leakySlope : 1),
  elu: (sum) => (sum < 0 ? Math.exp(sum) : 1),
  gelu: (sum) =>
    (1 + errorFunction(sum * Math.SQRT1_2)) / 2 +
    (sum * Math.exp((-sum * sum) / 2)) / Math.sqrt(2 * Math.PI),
  tanh: (sum) => 1 - Math.tanh(sum) ** 2,
  sigmoid: (sum) => activate.sigmoid(sum) * (1 - activate.sigmoid(sum)),
}

/** By a series whose terms are all positive, so that nothing is lost; beyond 6 it is 1 to the last bit. */
function errorFunction(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x)
  const square = 2 * x * x
  let term = x
  let sum = x
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * Number.EPSILON; odd += 2) {
    term *= square / odd
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}
