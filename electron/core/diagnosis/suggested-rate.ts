import type { Run } from '../../contract/entities.ts'
import type { TrainConfig } from '../../contract/train-config.ts'
import { currentRate } from './evidence.ts'
import { rateText } from './words.ts'

/** Rates that learn on most data: the first ones that the optimizers' authors and textbooks name. */
const usual: Readonly<Record<TrainConfig['optimizer'], number>> = {
  adam: 0.001,
  adamw: 0.001,
  rmsprop: 0.001,
  momentum: 0.01,
  nesterov: 0.01,
  sgd: 0.1,
}

/** One rate to try next. It goes ten times down or up, or at once to the usual one where that is further. */
export function suggestedRate(run: Run, direction: 'lower' | 'higher'): string {
  const rate = currentRate(run)
  const { optimizer } = run.config
  const step = direction === 'lower' ? rate / 10 : rate * 10
  const isFar = direction === 'lower' ? usual[optimizer] < step : usual[optimizer] > step
  if (isFar) return `${rateText(usual[optimizer])}, which is usual for ${optimizer}`
  return `${rateText(step)}, ${direction === 'lower' ? 'a tenth' : 'ten times as much'}`
}
