import type { EvaluationRow } from '../../formats/bundle/record-schema.ts'
import { refuseBundle } from '../../formats/bundle/refuse-bundle.ts'
import type { EvaluationTable } from '../../store/tables.ts'
import { whole } from '../evaluation/stored.ts'

/** A byte for the class, and two float32. */
export const bytesAnImage = 9

/** What was found of each image, from its bytes; throws unless it has its hash and is what an evaluation can find. */
export function findingsIn(
  bytes: Buffer,
  { images, loss, error, sha256 }: EvaluationRow,
  classes: number,
  name: string,
): Pick<EvaluationTable, 'predicted' | 'confidence' | 'truth'> {
  const lists = {
    predicted: bytes.subarray(0, images),
    confidence: bytes.subarray(images, 5 * images),
    truth: bytes.subarray(5 * images),
  }
  const found = whole({ ...lists, loss, error, sha256 })
  if (!found) return refuseBundle(`what was found in ${name}`, `of SHA-256 ${sha256}`, 'another')
  const stranger = found.predicted.find((digit) => digit >= classes)
  if (stranger !== undefined)
    refuseBundle(`classes in ${name}`, `at most ${String(classes - 1)}`, stranger)
  for (const list of [found.confidence, found.truth]) {
    const odd = list.find((share) => !(share >= 0 && share <= 1.000001))
    if (odd !== undefined) refuseBundle(`probabilities in ${name}`, 'from 0 to 1', odd)
  }
  return lists
}
