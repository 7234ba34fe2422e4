import type { Epoch, Score } from '../../contract/training.ts'
import type { Evidence } from './evidence.ts'

/** Scores of images that the network does not learn from, an epoch each. */
export interface UnseenScores {
  readonly name: 'Validation' | 'Test'
  readonly images: number
  readonly of: (epoch: Epoch) => Score
}

/** A loss that is not finite is larger than any other. */
export const lossOf = ({ loss }: Score): number =>
  loss !== null && Number.isFinite(loss) ? loss : Infinity

/** Those of the validation images, which are there to choose by, or of the test images where there are none. */
export function unseenScores({
  epochs,
  images,
}: Pick<Evidence, 'epochs' | 'images'>): UnseenScores {
  const hasValidation = epochs.length > 0 && epochs.every(({ validation }) => validation !== null)
  return hasValidation
    ? {
        name: 'Validation',
        images: images.validation,
        of: ({ validation, test }) => validation ?? test,
      }
    : { name: 'Test', images: images.test, of: ({ test }) => test }
}

/** The test images are for the end: whoever chooses by them cannot trust their score any more. */
export const chooseByValidation = 'Choose by a validation share, not by the test images.'
