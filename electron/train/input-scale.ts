import type { TrainConfig } from '../contract/train-config.ts'

/** From a pixel of 0 to 1 to what the network sees: less `mean`, divided by `deviation`. */
export interface InputScale {
  readonly mean: number
  readonly deviation: number
}

export const inputScales: Readonly<Record<TrainConfig['normalisation'], InputScale>> = {
  unit: { mean: 0, deviation: 1 },
  /** Of all pixels of MNIST's training images. */
  standard: { mean: 0.1307, deviation: 0.3081 },
}
