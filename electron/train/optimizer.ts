import type { BackendConfig, StepSettings } from './backend.ts'

/** Arrays as long as the values that an optimizer keeps beside them, all zero at first. */
export const slotCount = {
  sgd: 0,
  momentum: 1,
  nesterov: 1,
  rmsprop: 1,
  adam: 2,
  adamw: 2,
} as const satisfies Record<BackendConfig['optimizer'], number>

/** Numbers that are learned, with what their optimizer keeps beside them. */
export interface Parameter {
  readonly values: Float32Array
  readonly slots: readonly Float32Array[]
  /** Weight decay is for matrices, not for biases. */
  readonly decays: boolean
}

/** One update of a parameter, in place, the way TensorFlow's fused kernels write it; `gradient` is used up. */
export type Update = (parameter: Parameter, gradient: Float32Array, settings: StepSettings) => void

type Rule = (config: BackendConfig) => Update

const sgd: Rule =
  () =>
  ({ values }, gradient, { learningRate }) => {
    for (let i = 0; i < values.length; i += 1)
      values[i] = (values[i] ?? 0) - learningRate * (gradient[i] ?? 0)
  }

const momentum: Rule =
  (config) =>
  ({ values, slots: [speed = missing()] }, gradient, { learningRate }) => {
    for (let i = 0; i < values.length; i += 1) {
      const pace = config.momentum * (speed[i] ?? 0) + (gradient[i] ?? 0)
      speed[i] = pace
      values[i] = (values[i] ?? 0) - learningRate * pace
    }
  }

/** Momentum that looks ahead: the speed that the next step starts with counts already. */
const nesterov: Rule =
  (config) =>
  ({ values, slots: [speed = missing()] }, gradient, { learningRate }) => {
    for (let i = 0; i < values.length; i += 1) {
      const slope = gradient[i] ?? 0
      const pace = config.momentum * (speed[i] ?? 0) + slope
      speed[i] = pace
      values[i] = (values[i] ?? 0) - learningRate * (slope + config.momentum * pace)
    }
  }

const rmsprop: Rule =
  ({ decay, epsilon }) =>
  ({ values, slots: [square = missing()] }, gradient, { learningRate }) => {
    for (let i = 0; i < values.length; i += 1) {
      const slope = gradient[i] ?? 0
      const mean = (square[i] ?? 0) + (slope * slope - (square[i] ?? 0)) * (1 - decay)
      square[i] = mean
      values[i] = (values[i] ?? 0) - (learningRate * slope) / Math.sqrt(mean + epsilon)
    }
  }

const adam: Rule =
  ({ beta1, beta2, epsilon }) =>
  ({ values, slots: [mean = missing(), square = missing()] }, gradient, { step, learningRate }) => {
    const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step)
    for (let i = 0; i < values.length; i += 1) {
      const slope = gradient[i] ?? 0
      const m = (mean[i] ?? 0) + (slope - (mean[i] ?? 0)) * (1 - beta1)
      const v = (square[i] ?? 0) + (slope * slope - (square[i] ?? 0)) * (1 - beta2)
      mean[i] = m
      square[i] = v
      values[i] = (values[i] ?? 0) - (rate * m) / (Math.sqrt(v) + epsilon)
    }
  }

function missing(): never {
  throw new RangeError('An optimizer was called without its slots')
}

const rules = { sgd, momentum, nesterov, rmsprop, adam, adamw: adam } as const satisfies Record<
  BackendConfig['optimizer'],
  Rule
>

/** The update of a configuration, on plain arrays. */
export function updateOf(config: BackendConfig): Update {
  const update = rules[config.optimizer](config)
  if (config.weightDecay === 0) return update
  const decay = config.optimizer === 'adamw' ? shrink : pull
  return (parameter, gradient, settings) => {
    if (parameter.decays) decay(parameter.values, gradient, config.weightDecay, settings)
    update(parameter, gradient, settings)
  }
}

type Decay = (
  values: Float32Array,
  gradient: Float32Array,
  weightDecay: number,
  settings: StepSettings,
) => void

/** Decoupled: the weights themselves get smaller, whatever the optimizer makes of their gradient. */
const shrink: Decay = (values, _gradient, weightDecay, { learningRate }) => {
  const share = learningRate * weightDecay
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) - share * (values[i] ?? 0)
}

/** L2: a part of the gradient. */
const pull: Decay = (values, gradient, weightDecay) => {
  for (let i = 0; i < values.length; i += 1)
    gradient[i] = (gradient[i] ?? 0) + weightDecay * (values[i] ?? 0)
}
