import type { TrainConfig } from '../contract/train-config.ts'

/** Share of the last update that momentum carries into the next. */
export const momentum = 0.9
export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const

/** Arrays as long as the values that an optimizer keeps beside them, all zero at first. */
export const slotCount = { sgd: 0, momentum: 1, adam: 2 } as const satisfies Record<
  TrainConfig['optimizer'],
  number
>

/** One update of `values`, in place, the way TensorFlow's fused kernels write it; `step` counts from 1. */
export type Update = (
  values: Float32Array,
  gradient: Float32Array,
  slots: readonly Float32Array[],
  step: number,
) => void

const sgd =
  (learningRate: number): Update =>
  (values, gradient) => {
    for (let i = 0; i < values.length; i += 1)
      values[i] = (values[i] ?? 0) - learningRate * (gradient[i] ?? 0)
  }

const withMomentum =
  (learningRate: number): Update =>
  (values, gradient, [speed = missing()]) => {
    for (let i = 0; i < values.length; i += 1) {
      const pace = momentum * (speed[i] ?? 0) + (gradient[i] ?? 0)
      speed[i] = pace
      values[i] = (values[i] ?? 0) - learningRate * pace
    }
  }

const withAdam =
  (learningRate: number): Update =>
  (values, gradient, [mean = missing(), square = missing()], step) => {
    const { beta1, beta2, epsilon } = adam
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

const updates = { sgd, momentum: withMomentum, adam: withAdam } as const satisfies Record<
  TrainConfig['optimizer'],
  (learningRate: number) => Update
>

/** The update of a configuration, on plain arrays. */
export const updateOf = (config: Pick<TrainConfig, 'optimizer' | 'learningRate'>): Update =>
  updates[config.optimizer](config.learningRate)
