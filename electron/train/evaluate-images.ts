import { open, type FileHandle } from 'node:fs/promises'
import { AppError } from '../contract/errors.ts'
import { headerBytes, imagesHeader, refuse } from '../formats/idx.ts'
import { backendConfig, type Backend } from './backend.ts'
import { crossEntropy } from './cross-entropy.ts'
import type { LoadedEngine } from './engine.ts'
import type { EvaluatedImages, EvaluationJob, EvaluationResult } from './evaluator-messages.ts'
import { layersOf } from './network.ts'
import { emptyReadings, read } from './readings.ts'
import { add, nothing } from './score.ts'

export interface EvaluationSurroundings {
  readonly signal: AbortSignal
  /** Called after each batch with the images so far. */
  readonly breathe: (done: number) => Promise<void>
}

/** A few images at a time, so that memory does not grow with their number. */
interface ImageReader {
  readonly count: number
  readonly labels: Uint8Array
  /** Pixels of the images `from` to `to` (exclusive). */
  readonly pixels: (from: number, to: number) => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

/**
 * Lets the weights of a job read its images as they would while training scores them, a batch of the engine after the
 * other; null when `signal` came first. Throws an AppError where files or weights are not what they should be.
 */
export async function evaluateImages(
  { config, shape, weights, images }: EvaluationJob,
  { makeBackend }: LoadedEngine,
  { signal, breathe }: EvaluationSurroundings,
): Promise<EvaluationResult | null> {
  // Nothing is learned, so nothing need be kept for an optimizer.
  const network = backendConfig({ ...config, optimizer: 'sgd', momentum: 0, dropout: 0 }, shape)
  const reader = await readerOf(images, network.inputs)
  let backend: Backend | undefined
  try {
    // Bytes of a message begin anywhere in a buffer, but floats do not: they get one of their own.
    backend = makeBackend(network, layersOf(network, new Uint8Array(weights)))
    const readings = emptyReadings(reader.count)
    let tally = nothing
    for (let from = 0; from < reader.count; from += backend.measuredAtOnce) {
      const to = Math.min(from + backend.measuredAtOnce, reader.count)
      const labels = reader.labels.subarray(from, to)
      const logits = backend.logits(await reader.pixels(from, to))
      if (!read(logits, labels, readings, from))
        throw new AppError('damaged', 'The weights of this checkpoint give no finite answer')
      tally = add(tally, crossEntropy(logits, labels), to - from)
      await breathe(to)
      if (signal.aborted) return null
    }
    return { ...readings, loss: tally.loss / tally.images, wrong: tally.wrong }
  } finally {
    backend?.dispose()
    await reader.close()
  }
}

async function readerOf(images: EvaluatedImages, inputs: number): Promise<ImageReader> {
  if (images.kind === 'files') return fileReader(images, inputs)
  const { pixels, labels } = images
  return {
    count: labels.length,
    labels,
    pixels: (from, to) => Promise.resolve(pixels.subarray(from * inputs, to * inputs)),
    close: () => Promise.resolve(),
  }
}

async function fileReader(
  { images, labels, from, to }: Extract<EvaluatedImages, { kind: 'files' }>,
  inputs: number,
): Promise<ImageReader> {
  const labelFile = await open(labels)
  const found = await bytesAt(labelFile, labels, headerBytes.labels + from, to - from).finally(() =>
    labelFile.close(),
  )
  const file = await open(images)
  try {
    const { rows, columns } = imagesHeader(
      await bytesAt(file, images, 0, headerBytes.images),
      images,
    )
    if (rows * columns !== inputs)
      refuse(images, 'pixels of an image', String(inputs), String(rows * columns))
  } catch (error) {
    await file.close()
    throw error
  }
  return {
    count: to - from,
    labels: found,
    pixels: (first, end) =>
      bytesAt(file, images, headerBytes.images + (from + first) * inputs, (end - first) * inputs),
    close: () => file.close(),
  }
}

async function bytesAt(
  file: FileHandle,
  name: string,
  position: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  const { bytesRead } = await file.read(bytes, 0, length, position)
  if (bytesRead < length)
    refuse(
      name,
      'length',
      `at least ${String(position + length)} bytes`,
      String(position + bytesRead),
    )
  return bytes
}
