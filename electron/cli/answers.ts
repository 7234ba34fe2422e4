import { readFile, stat } from 'node:fs/promises'
import type { Guess, Prepared, Strokes } from '../contract/digits.ts'
import type { RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import type { Core } from '../core/core.ts'
import type { Drawing } from './drawings.ts'
import { unreadable } from './lines.ts'

/** A drawing as the model sees it, with its true label where that is known. */
export interface Sample extends Prepared {
  readonly label: number | null
  /** Null of a picture. */
  readonly strokes: Strokes | null
}

export interface Answer extends Sample {
  /** Null where there is no ink. */
  readonly guess: Guess | null
}

/** A run's checkpoint: the last one, or that of an epoch. */
export interface Model {
  readonly id: RunId
  readonly epoch: number | undefined
}

type Asking = Pick<Core, 'ask'>

/** The contract takes 64 MB of base64. */
const mostImageBytes = 48 * 1024 * 1024

async function imageIn(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size <= mostImageBytes) return await readFile(path, 'base64')
  } catch (error) {
    throw unreadable(path, error)
  }
  throw new AppError('unreadable', `${path} is larger than 48 MB, the most that is read`)
}

/** Prepares drawings batch by batch. */
export async function* preparedDrawings(
  core: Asking,
  batches: AsyncIterable<readonly Drawing[]>,
): AsyncGenerator<readonly Sample[]> {
  for await (const batch of batches) {
    const drawings = batch.map(({ strokes }) => strokes)
    const prepared = await core.ask('digits.prepare', { drawings })
    yield prepared.map((each, index) => ({
      ...each,
      label: batch[index]?.label ?? null,
      strokes: drawings[index] ?? null,
    }))
  }
}

/** Prepares picture files one by one; an error names the file. */
export async function* preparedImages(
  core: Asking,
  paths: readonly string[],
): AsyncGenerator<readonly Sample[]> {
  for (const path of paths) {
    const image = await imageIn(path)
    try {
      const prepared = await core.ask('digits.prepareImage', { image })
      yield [{ ...prepared, label: null, strokes: null }]
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new AppError('unreadable', `Cannot read ${path}: ${error.message}`, { cause: error })
    }
  }
}

/** What a run's checkpoint says to each sample; nothing where there is no ink. */
export async function answersOf(
  core: Asking,
  model: Model,
  samples: readonly Sample[],
): Promise<readonly Answer[]> {
  const images = samples.flatMap(({ pixels }) => (pixels === null ? [] : [pixels]))
  const guesses = await core.ask('digits.guess', { ...model, images })
  let at = 0
  return samples.map((sample) => ({
    ...sample,
    guess: sample.pixels === null ? null : (guesses[at++] ?? null),
  }))
}
