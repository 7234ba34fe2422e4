import type { EpochsChange, RateChange } from './training.ts'
import type { TrainConfig } from './train-config.ts'

type ScheduleConfig = Pick<
  TrainConfig,
  'learningRate' | 'schedule' | 'scheduleEvery' | 'scheduleFactor' | 'warmUp' | 'epochs'
>

/** What decides the learning rate of each step of a run: its plan, and how that was changed on the way. */
export interface RatePlan {
  readonly config: ScheduleConfig
  readonly stepsPerEpoch: number
  /** In order of steps, as are the epochs' changes. */
  readonly rateChanges: readonly RateChange[]
  readonly epochsChanges: readonly EpochsChange[]
}

/** The last change that holds for a step. */
export const changeAt = <T extends { readonly step: number }>(
  changes: readonly T[],
  step: number,
): T | undefined => changes.findLast((change) => change.step <= step)

/** Epochs of the whole run, as planned when that step is taken. */
export const epochsAt = (
  { config, epochsChanges }: Pick<RatePlan, 'config' | 'epochsChanges'>,
  step: number,
): number => changeAt(epochsChanges, step)?.epochs ?? config.epochs

/**
 * The learning rate of a step, counted from 1: a function of its arguments alone, so that it is the same after a resume
 * and wherever it is shown.
 */
export function learningRateAt(plan: RatePlan, step: number): number {
  const base = changeAt(plan.rateChanges, step)?.learningRate ?? plan.config.learningRate
  return base * warmth(plan.config, step) * fall(plan, step)
}

/** Rises in a line to 1 at the last step of the warm-up. */
const warmth = ({ warmUp }: ScheduleConfig, step: number) => (step < warmUp ? step / warmUp : 1)

function fall(plan: RatePlan, step: number): number {
  const { schedule, scheduleEvery, scheduleFactor, warmUp } = plan.config
  switch (schedule) {
    case 'constant':
      return 1
    case 'step': {
      const epochsBefore = Math.floor((step - 1) / plan.stepsPerEpoch)
      return scheduleFactor ** Math.floor(epochsBefore / scheduleEvery)
    }
    case 'cosine': {
      if (step <= warmUp) return 1
      // Zero would be reached at the step after the last, so that every step learns.
      const share = (step - 1 - warmUp) / (plan.stepsPerEpoch * epochsAt(plan, step) - warmUp)
      return (1 + Math.cos(Math.PI * share)) / 2
    }
  }
}
