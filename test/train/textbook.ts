import type { BackendConfig, StepSettings } from '../../electron/train/backend.ts'

/** By how much an optimizer moves one number; `state` is its own for that number, zero or empty at first. */
type Move = (
  gradient: number,
  state: number[],
  config: BackendConfig,
  settings: StepSettings,
) => number

const adam: Move = (g, state, { beta1, beta2, epsilon }, { step, learningRate }) => {
  state[0] = beta1 * (state[0] ?? 0) + (1 - beta1) * g
  state[1] = beta2 * (state[1] ?? 0) + (1 - beta2) * g * g
  const correction = Math.sqrt(1 - beta2 ** step) / (1 - beta1 ** step)
  return (-learningRate * correction * state[0]) / (Math.sqrt(state[1]) + epsilon)
}

/** The optimizers as TensorFlow has them: rmsprop's epsilon inside the root, and adam's not corrected for the step. */
export const textbook: Readonly<Record<BackendConfig['optimizer'], Move>> = {
  sgd: (g, _state, _config, { learningRate }) => -learningRate * g,
  momentum: (g, state, { momentum }, { learningRate }) => {
    state[0] = momentum * (state[0] ?? 0) + g
    return -learningRate * state[0]
  },
  nesterov: (g, state, { momentum }, { learningRate }) => {
    state[0] = momentum * (state[0] ?? 0) + g
    return -learningRate * (g + momentum * state[0])
  },
  rmsprop: (g, state, { decay, epsilon }, { learningRate }) => {
    state[0] = decay * (state[0] ?? 0) + (1 - decay) * g * g
    return (-learningRate * g) / Math.sqrt(state[0] + epsilon)
  },
  adam,
  adamw: adam,
}
