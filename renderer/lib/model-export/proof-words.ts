import type { ExportProof } from '../../../electron/contract/exports.ts'
import { t } from '../translate.ts'

/** 1.2e-7, and 0 for nothing. */
const formatDifference = (difference: number): string =>
  difference === 0 ? '0' : difference.toExponential(1)

/** What a proof has found, as a sentence. */
export const proofWords = ({ images, right, largestDifference }: ExportProof): string =>
  t('export.proof', { images, right, difference: formatDifference(largestDifference) })
