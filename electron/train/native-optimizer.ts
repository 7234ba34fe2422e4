import type { BackendConfig, StepSettings } from './backend.ts'
import type { Operations, TensorId } from './operations.ts'

/** A matrix or vector that is learned, with what its optimizer keeps beside it. */
export interface NativeParameter {
  readonly variable: TensorId
  readonly slots: readonly TensorId[]
  /** What a kernel writes and nobody reads. */
  readonly scratch: readonly TensorId[]
  /** Weight decay is for matrices, not for biases. */
  readonly decays: boolean
}

/** How many arrays an optimizer's kernel needs as scratch: that of rmsprop has a momentum, here 0. */
export const scratchCount = (optimizer: BackendConfig['optimizer']): number =>
  optimizer === 'rmsprop' ? 1 : 0

type Update = (parameter: NativeParameter, gradient: TensorId) => void

/** The updates of one step, for as long as the scope that they are asked for in. */
export type UpdatesAt = (settings: StepSettings) => Update

/** The update of a configuration by TensorFlow's fused kernels, which change a variable in place. */
export function nativeUpdates(tf: Operations, config: BackendConfig): UpdatesAt {
  const updates = kernels[config.optimizer](tf, config)
  if (config.weightDecay === 0) return updates
  return config.optimizer === 'adamw'
    ? shrinking(tf, config, updates)
    : pulling(tf, config, updates)
}

type Kernel = (tf: Operations, config: BackendConfig) => UpdatesAt

const sgd: Kernel =
  (tf) =>
  ({ learningRate }) => {
    const rate = tf.scalar(learningRate)
    return ({ variable }, gradient) => {
      tf.change('ResourceApplyGradientDescent', [variable, rate, gradient])
    }
  }

const withMomentum =
  (flags: readonly string[]): Kernel =>
  (tf, config) => {
    const carried = tf.scalar(config.momentum)
    return ({ learningRate }) => {
      const rate = tf.scalar(learningRate)
      return ({ variable, slots }, gradient) => {
        tf.change('ResourceApplyMomentum', [variable, ...slots, rate, gradient, carried], flags)
      }
    }
  }

const rmsprop: Kernel = (tf, config) => {
  const constants = [config.decay, 0, config.epsilon].map(tf.scalar)
  return ({ learningRate }) => {
    const rate = tf.scalar(learningRate)
    return ({ variable, slots, scratch }, gradient) => {
      const state = [variable, ...slots, ...scratch]
      tf.change('ResourceApplyRMSProp', [...state, rate, ...constants, gradient])
    }
  }
}

const adam: Kernel = (tf, { beta1, beta2, epsilon }) => {
  const constants = [beta1, beta2, epsilon].map(tf.scalar)
  return ({ step, learningRate }) => {
    const changing = [beta1 ** step, beta2 ** step, learningRate].map(tf.scalar)
    return ({ variable, slots }, gradient) => {
      tf.change('ResourceApplyAdam', [variable, ...slots, ...changing, ...constants, gradient])
    }
  }
}

const kernels: Record<BackendConfig['optimizer'], Kernel> = {
  sgd,
  momentum: withMomentum([]),
  nesterov: withMomentum(['use_nesterov']),
  rmsprop,
  adam,
  adamw: adam,
}

/** What is read of a variable is freed before its kernel, which would have to copy it otherwise. */
const shareOf = (tf: Operations, variable: TensorId, share: TensorId, more?: TensorId): TensorId =>
  tf.tidy(
    () => {
      const part = tf.run('Mul', [tf.read(variable), share])
      return more === undefined ? part : tf.run('AddV2', [more, part])
    },
    (part) => [part],
  )

/** Decoupled: the weights themselves get smaller, whatever the optimizer makes of their gradient. */
function shrinking(tf: Operations, { weightDecay }: BackendConfig, updates: UpdatesAt): UpdatesAt {
  const one = tf.scalar(1)
  return (settings) => {
    const update = updates(settings)
    const share = tf.scalar(settings.learningRate * weightDecay)
    return (parameter, gradient) => {
      const { variable, decays } = parameter
      if (decays)
        tf.change('ResourceApplyGradientDescent', [variable, one, shareOf(tf, variable, share)])
      update(parameter, gradient)
    }
  }
}

/** L2: a part of the gradient. */
function pulling(tf: Operations, { weightDecay }: BackendConfig, updates: UpdatesAt): UpdatesAt {
  const share = tf.scalar(weightDecay)
  return (settings) => {
    const update = updates(settings)
    return (parameter, gradient) => {
      const { variable, decays } = parameter
      update(parameter, decays ? shareOf(tf, variable, share, gradient) : gradient)
    }
  }
}
