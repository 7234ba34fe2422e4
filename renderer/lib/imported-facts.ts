import type { Run } from '../../electron/contract/entities.ts'
import type { Fact } from './made-by.ts'
import { shortHash } from './run-facts.ts'
import { formatMoment } from './time.ts'
import { t } from './translate.ts'

const fact = (label: string, value: string, whole = value): Fact => ({ label, value, whole })

/** Where an imported run comes from; nothing for a run that was trained here. */
export function importedFacts({ origin, createdAt }: Run): readonly Fact[] {
  if (origin.kind === 'trained') return []
  const { fileName, format, sha256, assumed } = origin
  return [
    fact(t('imported.file'), fileName),
    fact(t('imported.format'), t(`imported.formats.${format}`)),
    fact(t('imported.hash'), shortHash(sha256), sha256),
    fact(t('imported.when'), formatMoment(createdAt)),
    ...(assumed.length === 0 ? [] : [fact(t('imported.assumed'), assumed.join('; '))]),
  ]
}
