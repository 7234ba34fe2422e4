import type { TrainConfig } from '../../contract/train-config.ts'
import type { Rule } from './evidence.ts'
import { errorNoise } from './noise.ts'
import { percentText } from './words.ts'

/** Two standard errors of the test images: one difference in 40 is as large by chance. */
const sureDifference = 2

/** What makes training harder than testing, and what the running numbers are measured on because of it. */
function causeIn({ dropout, affine, styles }: TrainConfig) {
  const isChanged = affine > 0 || styles > 0
  if (dropout > 0 && isChanged)
    return { name: 'dropout and augmentation', on: 'the thinned network and changed images' }
  if (dropout > 0) return { name: 'dropout', on: 'the thinned network' }
  return isChanged ? { name: 'augmentation', on: 'changed images' } : null
}

export const testBetterThanTrain: Rule = ({ run, epochs, images }) => {
  const cause = causeIn(run.config)
  const last = epochs.at(-1)
  if (!cause || !last) return null
  const { epoch, running, train, test } = last
  if (running.error - test.error < sureDifference * errorNoise(test.error, images.test)) return null
  return {
    kind: 'test-better-than-train',
    weight: 'note',
    text: `Test looks better than training because of ${cause.name}`,
    evidence: `The running error of epoch ${String(epoch)}, ${percentText(running.error)}, is of ${cause.on}. After the epoch the whole network reads plain images: training error is ${percentText(train.error)}, test error ${percentText(test.error)}.`,
    advice: null,
  }
}
