import {
  preparationSteps,
  type Pixels,
  type PreparationStep,
  type Stages,
} from '../../electron/contract/digits.ts'
import type { StepChoice } from './drawing.ts'

interface StepRow {
  readonly step: PreparationStep
  readonly isTaken: boolean
  /** The drawing after it; where it is left out, as the step before has left it. */
  readonly pixels: Pixels | null
}

/** Every step in order, whether it is taken or not. */
export function stepRows(stages: Stages | undefined, steps: StepChoice): readonly StepRow[] {
  const after = new Map(stages?.stages.map(({ step, pixels }) => [step, pixels]))
  let pixels: Pixels | null = null
  return preparationSteps.map((step) => {
    pixels = after.get(step) ?? pixels
    return { step, isTaken: steps[step], pixels }
  })
}
