import { reportEvery, type MetricPoint, type Score } from '../contract/training.ts'
import { lossText, percent } from './words.ts'

/** Mean over windows of different size, weighted by their images; null loss when one of them was not finite. */
function meanOf(windows: readonly MetricPoint[]): Score {
  const images = windows.reduce((sum, window) => sum + window.images, 0)
  const isFinite = windows.every((window) => window.loss !== null)
  const lossSum = windows.reduce((sum, window) => sum + (window.loss ?? 0) * window.images, 0)
  const wrong = windows.reduce((sum, window) => sum + window.error * window.images, 0)
  return { loss: isFinite ? lossSum / images : null, error: wrong / images }
}

/** Where a step of the whole run stands in its epoch; both counted from 1. */
export function placeOf(step: number, stepsPerEpoch: number) {
  const epoch = Math.ceil(step / stepsPerEpoch)
  return { epoch, step: step - (epoch - 1) * stepsPerEpoch }
}

/**
 * Takes the points of a run, which come after the step `from`, and returns the reference's report line at every
 * 200th step of an epoch (or at the first point after it), about the steps since the line before; otherwise nothing.
 */
export function referenceReport(stepsPerEpoch: number, from = 0) {
  let windows: MetricPoint[] = []
  let last = from === 0 ? { epoch: 1, step: 0 } : placeOf(from, stepsPerEpoch)
  return (point: MetricPoint, epochs: number): string | undefined => {
    const place = placeOf(point.step, stepsPerEpoch)
    if (place.epoch !== last.epoch) {
      windows = []
      last = { epoch: place.epoch, step: 0 }
    }
    windows.push(point)
    if (Math.floor(place.step / reportEvery) === Math.floor(last.step / reportEvery))
      return undefined
    const { loss, error } = meanOf(windows)
    windows = []
    last = place
    const epochText = `Epoch [${String(place.epoch)}/${String(epochs)}]`
    const stepText = `Step [${String(place.step)}/${String(stepsPerEpoch)}]`
    return `${epochText}, ${stepText}, Loss: ${lossText(loss)}, Running error: ${percent(error)} %`
  }
}
