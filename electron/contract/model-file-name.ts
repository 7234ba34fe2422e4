import { extensions, type ExportFormat } from './exports.ts'

/** A run's name as the name of a model file on any system. */
export const modelFileName = (run: string, format: ExportFormat): string =>
  `${plainName(run, 'model')}-${format}${extensions[format]}`

/** A name as the beginning of the name of a file on any system; `otherwise` where nothing of it is left. */
export function plainName(name: string, otherwise: string): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}_-]+/gu, '-').replaceAll(/^-+|-+$/g, '')
  return Array.from(plain).slice(0, 50).join('') || otherwise
}
