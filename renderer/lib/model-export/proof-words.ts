import type { WrittenBundle } from '../../../electron/contract/bundles.ts'
import type { ExportProof } from '../../../electron/contract/exports.ts'
import { t, tCount } from '../translate.ts'

/** 1.2e-7, and 0 for nothing. */
const formatDifference = (difference: number): string =>
  difference === 0 ? '0' : difference.toExponential(1)

/** What a proof has found, as a sentence. */
export function proofWords({ images, right, largestDifference }: ExportProof): string {
  const difference = formatDifference(largestDifference)
  return right === null
    ? t('export.proofByChance', { images, difference })
    : t('export.proof', { images, right, difference })
}

/** The same of a bundle, which is read again to its end. */
export const bundleWords = ({
  runs,
  drawings,
}: Pick<WrittenBundle, 'runs' | 'drawings'>): string => {
  const held = tCount('export.bundleOne', 'export.bundleMany', runs.length)
  return drawings === 0 ? held : `${held} ${t('export.bundleDrawings', { count: drawings })}`
}
