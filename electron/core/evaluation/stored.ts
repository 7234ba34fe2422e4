import { createHash } from 'node:crypto'
import type { EvaluationTable } from '../../store/tables.ts'
import type { Readings } from '../../train/readings.ts'

/** What a checkpoint says of each image of a set, with its score. */
export interface Findings extends Readings {
  /** Mean cross-entropy in nats. */
  readonly loss: number | null
  readonly error: number
}

type Bytes = Pick<EvaluationTable, 'predicted' | 'confidence' | 'truth' | 'loss' | 'error'>
type StoredFindings = Bytes & Pick<EvaluationTable, 'sha256'>

/** Findings as they are stored, with their hash. */
export function stored({ predicted, confidence, truth, loss, error }: Findings): StoredFindings {
  const bytes = {
    predicted,
    confidence: bytesIn(confidence),
    truth: bytesIn(truth),
    loss,
    error,
  }
  return { ...bytes, sha256: hashOf(bytes) }
}

/** Findings as they were stored; null where they no longer have their hash. */
export function whole(row: StoredFindings): Findings | null {
  if (hashOf(row) !== row.sha256) return null
  const { predicted, confidence, truth, loss, error } = row
  return {
    predicted: new Uint8Array(predicted),
    confidence: floatsIn(confidence),
    truth: floatsIn(truth),
    loss,
    error,
  }
}

const bytesIn = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  new Uint8Array(buffer, byteOffset, byteLength)

/** A copy, since floats may not begin anywhere. */
const floatsIn = (bytes: Uint8Array) => new Float32Array(new Uint8Array(bytes).buffer)

/** SHA-256 of the lists, one after the other, and of both numbers as JavaScript writes them. */
const hashOf = ({ predicted, confidence, truth, loss, error }: Bytes): string =>
  createHash('sha256')
    .update(predicted)
    .update(confidence)
    .update(truth)
    .update(`${String(loss)} ${String(error)}`)
    .digest('hex')
