import type { RateChange } from '../contract/training.ts'
import type { TrainConfig } from '../contract/train-config.ts'

export type ScheduleConfig = Pick<
  TrainConfig,
  'learningRate' | 'schedule' | 'scheduleEvery' | 'scheduleFactor' | 'warmUp'
>

/** A step, counted from 1, and how long the run is that it is part of. */
export interface StepOfRun {
  readonly step: number
  readonly stepsPerEpoch: number
  readonly epochs: number
}

/** The learning rate of a step: a function of its arguments alone, so that it is the same after a resume. */
export function learningRateAt(
  config: ScheduleConfig,
  of: StepOfRun,
  rateChanges: readonly RateChange[],
): number {
  const change = rateChanges.findLast(({ step }) => step <= of.step)
  const base = change?.learningRate ?? config.learningRate
  return base * warmth(config, of) * fall(config, of)
}

/** Rises in a line to 1 at the last step of the warm-up. */
const warmth = ({ warmUp }: ScheduleConfig, { step }: StepOfRun) =>
  step < warmUp ? step / warmUp : 1

function fall(config: ScheduleConfig, { step, stepsPerEpoch, epochs }: StepOfRun): number {
  const { schedule, scheduleEvery, scheduleFactor, warmUp } = config
  switch (schedule) {
    case 'constant':
      return 1
    case 'step': {
      const epochsBefore = Math.floor((step - 1) / stepsPerEpoch)
      return scheduleFactor ** Math.floor(epochsBefore / scheduleEvery)
    }
    case 'cosine': {
      if (step <= warmUp) return 1
      // Zero would be reached at the step after the last, so that every step learns.
      const share = (step - 1 - warmUp) / (stepsPerEpoch * epochs - warmUp)
      return (1 + Math.cos(Math.PI * share)) / 2
    }
  }
}
