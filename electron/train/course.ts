import { changeAt, epochsAt, learningRateAt } from '../contract/learning-rate.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import type { EpochsChange, RateChange } from '../contract/training.ts'

/** What people may ask for while training goes on. */
export type Wish = { readonly learningRate: number } | { readonly epochs: number }

/** Keeps what was asked for until training comes to its next step. */
export interface Wishes {
  readonly add: (wish: Wish) => void
  readonly take: () => readonly Wish[]
}

export function createWishes(): Wishes {
  let waiting: readonly Wish[] = []
  return {
    add: (wish) => {
      waiting = [...waiting, wish]
    },
    take: () => {
      const taken = waiting
      waiting = []
      return taken
    },
  }
}

/** A change that holds from a step on. */
export type Turn =
  | { readonly kind: 'rate'; readonly change: RateChange }
  | { readonly kind: 'epochs'; readonly change: EpochsChange }

/** Learning rate and length of a run at each of its steps: what was planned, and how that was changed on the way. */
export interface Course {
  readonly learningRateAt: (step: number) => number
  /** Epochs of the whole run, as planned when that step is taken. */
  readonly epochsAt: (step: number) => number
  /** The epoch after which the run was last lengthened before that step; 0 when it never was. */
  readonly extendedAfter: (step: number) => number
  /** Lets what was wished for hold from that step on, and says what that changes. */
  readonly turnAt: (step: number) => readonly Turn[]
}

export interface CourseOptions {
  readonly config: TrainConfig
  readonly stepsPerEpoch: number
  /** In order of steps, as are the epochs' changes. */
  readonly rateChanges: readonly RateChange[]
  readonly epochsChanges: readonly EpochsChange[]
  readonly wishes: Wishes
}

export function createCourse({ config, stepsPerEpoch, wishes, ...before }: CourseOptions): Course {
  const rateChanges = [...before.rateChanges]
  const epochsChanges = [...before.epochsChanges]
  // The lists grow, and the plan with them.
  const plan = { config, stepsPerEpoch, rateChanges, epochsChanges }

  const turn = (wish: Wish, step: number): Turn => {
    if ('epochs' in wish) {
      const change = { step, epochs: wish.epochs }
      epochsChanges.push(change)
      return { kind: 'epochs', change }
    }
    const change = { step, learningRate: wish.learningRate }
    rateChanges.push(change)
    return { kind: 'rate', change }
  }

  return {
    learningRateAt: (step) => learningRateAt(plan, step),
    epochsAt: (step) => epochsAt(plan, step),
    extendedAfter: (step) =>
      Math.floor(((changeAt(epochsChanges, step)?.step ?? 1) - 1) / stepsPerEpoch),
    turnAt: (step) => wishes.take().map((wish) => turn(wish, step)),
  }
}
