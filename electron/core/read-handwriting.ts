import { webcrypto } from 'node:crypto'
import type { RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { weightsAt } from '../store/checkpoints.sql.ts'
import { write, type Db } from '../store/database.ts'
import { noDigit, pixelsOfDrawings } from '../store/drawings.sql.ts'
import { keepReadings, readingsOf } from '../store/handwriting.sql.ts'
import { runById } from '../store/runs.sql.ts'
import { guess, loadModel, type Model } from './models.ts'
import { createSlices } from './slices.ts'

/** Drawings in memory at a time; what was read of them is kept before the next. */
const mostAtOnce = 500

export interface RunStep {
  readonly id: RunId
  readonly step: number
}

export interface Tally {
  /** Numbers of the drawings that have not been read. */
  readonly unread: readonly number[]
  readonly wrong: number
  readonly images: number
}

/** Compares what was read with the labels, both by the drawings' numbers from 1 on. */
export function tally(labels: Uint8Array, predicted: Uint8Array): Tally {
  const unread: number[] = []
  let wrong = 0
  let images = 0
  labels.forEach((label, index) => {
    if (label === noDigit) return
    const digit = predicted[index] ?? noDigit
    if (digit === noDigit) unread.push(index + 1)
    images += 1
    wrong += Number(digit !== label)
  })
  return { unread, wrong, images }
}

/** Readings as they are by now, with those that were made since. */
export function merged(before: Uint8Array, read: ReadonlyMap<number, number>): Uint8Array {
  const last = Math.max(before.length, ...read.keys())
  const all = new Uint8Array(last).fill(noDigit)
  all.set(before)
  for (const [number, digit] of read) all[number - 1] = digit
  return all
}

/** The hash is made on another thread, and the weights are not copied. */
async function modelAt(db: Db, { id, step }: RunStep): Promise<Model | undefined> {
  const stored = weightsAt(db, id, step)
  if (!stored) return undefined
  const { weights, sha256 } = stored
  const found = await webcrypto.subtle.digest('SHA-256', weights)
  const run = runById(db, id)
  if (Buffer.from(found).toString('hex') !== sha256)
    throw new AppError(
      'damaged',
      `The checkpoint of step ${String(step)} of run ${run.name} is damaged: its bytes do not have the SHA-256 ${sha256}`,
    )
  return loadModel(run.config, run.dataset, weights)
}

/**
 * Reads the drawings that a checkpoint has not read yet, in slices, and hands each lot of answers to `keep`, by the
 * drawings' numbers; an abort of `signal` ends it. Throws an AppError where the weights are damaged.
 */
export async function readUnread(
  db: Db,
  at: RunStep,
  unread: readonly number[],
  { keep, signal }: Reading,
): Promise<void> {
  const model = await modelAt(db, at)
  if (!model) return
  const slice = createSlices()
  for (let from = 0; from < unread.length; from += mostAtOnce) {
    const read = new Map<number, number>()
    for (const { number, pixels } of pixelsOfDrawings(db, unread.slice(from, from + mostAtOnce))) {
      if (signal.aborted) return
      const [answer] = guess(model, [pixels])
      if (answer) read.set(number, answer.digit)
      await slice()
    }
    keep(read)
  }
}

interface Reading {
  readonly keep: (read: ReadonlyMap<number, number>) => void
  readonly signal: AbortSignal
}

/** Reads what a checkpoint has not read yet and keeps it; returns how it reads all of them. */
export async function readAll(
  db: Db,
  at: RunStep,
  labels: Uint8Array,
  signal: AbortSignal,
): Promise<Tally> {
  const { unread } = tally(labels, readingsOf(db, at.id, at.step))
  if (unread.length > 0)
    await readUnread(db, at, unread, {
      signal,
      keep: (read) => {
        write(db, () => {
          keepReadings(db, at.id, at.step, merged(readingsOf(db, at.id, at.step), read))
        })
      },
    })
  return tally(labels, readingsOf(db, at.id, at.step))
}
