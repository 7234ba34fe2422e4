import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { storedResumePoint, type StoredState } from '../store/checkpoints.sql.ts'
import type { Db } from '../store/database.ts'
import type { ResumeState, TrainJob } from '../train/messages.ts'
import type { Place } from '../train/resume.ts'

const Tally = v.strictObject({ loss: v.number(), wrong: v.number(), images: v.number() })

const StoredPlace = v.strictObject({
  step: v.number(),
  window: Tally,
  running: Tally,
  seconds: v.number(),
  epochSeconds: v.number(),
  best: v.nullable(v.strictObject({ epoch: v.number(), error: v.number() })),
}) satisfies v.GenericSchema<Place>

const sha256 = (...parts: readonly (string | Uint8Array)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** A resume state as it is stored: JSON keeps every number exactly. */
export function storedState({ slots, ...place }: ResumeState): StoredState {
  const state = JSON.stringify(place)
  return { state, slots, sha256: sha256(state, slots) }
}

/**
 * What a run goes on from; null before its first checkpoint. Throws damaged where the bytes are not those that were
 * stored: going on from them would end with other weights.
 */
export function readResumePoint(
  db: Db,
  { id, name }: { readonly id: RunId; readonly name: string },
): TrainJob['resume'] {
  const stored = storedResumePoint(db, id)
  if (!stored) return null
  const { weights, resume, step } = stored
  const isSound =
    sha256(weights.bytes) === weights.sha256 && sha256(resume.state, resume.slots) === resume.sha256
  if (!isSound)
    throw new AppError(
      'damaged',
      `The resume point of run ${name} at step ${String(step)} is damaged: its bytes do not have their SHA-256`,
    )
  const place = v.parse(StoredPlace, JSON.parse(resume.state))
  return { weights: weights.bytes, state: { ...place, slots: resume.slots } }
}
