import { extensions, type ExportFormat } from './exports.ts'

/** A run's name as the name of a model file on any system. */
export function modelFileName(run: string, format: ExportFormat): string {
  const plain = run.replaceAll(/[^\p{L}\p{N}_-]+/gu, '-').replaceAll(/^-+|-+$/g, '')
  return `${Array.from(plain).slice(0, 50).join('') || 'model'}-${format}${extensions[format]}`
}
