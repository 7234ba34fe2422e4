import { bundleExtension } from '../../../electron/contract/bundles.ts'
import { extensions } from '../../../electron/contract/exports.ts'
import { importFormats, mostSentBytes } from '../../../electron/contract/imports.ts'
import { formatBytes } from '../format.ts'
import type { PickedFile } from '../picture-file.ts'
import { t } from '../translate.ts'

/** What the names of files end in that can be imported. */
export const importEndings: readonly string[] = [
  ...new Set([
    ...importFormats.map((format) => extensions[format]),
    '.safetensors',
    bundleExtension,
  ]),
]

/** Why a file cannot be imported here, as far as that is seen from outside; empty where it may be. */
export function checkModelFile({ size }: PickedFile): string {
  if (size === 0) return t('import.emptyFile')
  if (size <= mostSentBytes) return ''
  return t('import.tooLarge', { size: formatBytes(size), most: formatBytes(mostSentBytes) })
}

/** Whether a file holds whole runs, by its name. */
export const isBundle = ({ name }: Pick<PickedFile, 'name'>): boolean =>
  name.toLowerCase().endsWith(bundleExtension)

/** What a run is called by the name of its file. */
export const nameOfFile = (fileName: string): string =>
  fileName
    .replace(/\.[^.]*$/, '')
    .trim()
    .slice(0, 120)
