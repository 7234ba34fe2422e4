import type { ChosenImages, ImageOrder } from '../../contract/evaluations.ts'
import type { Readings } from '../../train/readings.ts'

type Choice = Pick<ChosenImages, 'true' | 'predicted' | 'which' | 'order'>

interface LabelledReadings extends Readings {
  readonly labels: Uint8Array
}

/** The places of the images that are wanted, sorted; equals in the order of the set. */
export function chooseImages(
  readings: LabelledReadings,
  { true: label, predicted, which, order }: Choice,
): readonly number[] {
  const { labels } = readings
  const isWanted = (place: number) => {
    const isRight = labels[place] === readings.predicted[place]
    return (
      (label === undefined || labels[place] === label) &&
      (predicted === undefined || readings.predicted[place] === predicted) &&
      (which === 'all' || isRight === (which === 'right'))
    )
  }
  const chosen = Array.from(labels.keys()).filter(isWanted)
  return inOrder(chosen, readings, order)
}

function inOrder(
  places: readonly number[],
  { confidence, truth }: Readings,
  order: ImageOrder,
): readonly number[] {
  const rising = (values: Float32Array) =>
    places.toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b)
  switch (order) {
    case 'file':
      return places
    case 'surest':
      return places.toSorted((a, b) => (confidence[b] ?? 0) - (confidence[a] ?? 0) || a - b)
    case 'least-sure':
      return rising(confidence)
    case 'hardest':
      return rising(truth)
  }
}
