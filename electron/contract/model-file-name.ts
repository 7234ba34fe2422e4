import { bundleExtension } from './bundles.ts'
import { extensions, type ExportFormat } from './exports.ts'

/** A run's name as the name of a model file on any system. */
export const modelFileName = (run: string, format: ExportFormat): string =>
  `${plainName(run, 'model')}-${format}${extensions[format]}`

/** Of a bundle with these runs. */
export const bundleFileName = (names: readonly string[]): string =>
  `${plainName(names.length > 1 ? `${String(names.length)} runs` : (names[0] ?? ''), 'run')}${bundleExtension}`

/** A name as the beginning of the name of a file on any system; `otherwise` where nothing of it is left. */
function plainName(name: string, otherwise: string): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}_-]+/gu, '-').replaceAll(/^-+|-+$/g, '')
  return Array.from(plain).slice(0, 50).join('') || otherwise
}
