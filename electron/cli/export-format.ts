import { extname } from 'node:path'
import { AppError } from '../contract/errors.ts'
import { exportFormats, type ExportFormat } from '../contract/exports.ts'

/** Endings that say what a file is. */
const endings: Readonly<Record<string, ExportFormat>> = {
  '.keras': 'keras',
  '.onnx': 'onnx',
  '.safetensors': 'safetensors',
  '.pt': 'torch',
  '.pth': 'torch',
  '.npz': 'npz',
  '.json': 'json',
  '.h': 'c',
}

/** What is a folder or zip file by its nature. */
const isOfSeveralFiles = (format: ExportFormat) => format === 'tfjs' || format === 'safetensors'

const endingsOf = (format: ExportFormat) =>
  Object.keys(endings).filter((ending) => endings[ending] === format)

/** The format for a path: the one that was chosen, which the ending must not contradict, or the one of the ending. */
export function formatFor(path: string, chosen: ExportFormat | undefined): ExportFormat {
  const ending = extname(path).toLowerCase()
  const meant = Object.hasOwn(endings, ending) ? endings[ending] : undefined
  if (chosen === undefined) return meant ?? severalFiles(path, ending)
  if (meant === chosen || (meant === undefined && isOfSeveralFiles(chosen))) return chosen
  const allowed = [
    ...endingsOf(chosen),
    ...(isOfSeveralFiles(chosen) ? ['.zip', 'nothing for a folder'] : []),
  ]
  throw refused(path, `format ${chosen} needs a name that ends in ${allowed.join(' or ')}`)
}

/** A folder or zip file is a TensorFlow.js model where nothing else is said. */
function severalFiles(path: string, ending: string): ExportFormat {
  if (ending === '' || ending === '.zip') return 'tfjs'
  throw refused(
    path,
    `its ending is of no format; end it in ${Object.keys(endings).join(', ')} or .zip, or choose by --format one of ${exportFormats.join(', ')}`,
  )
}

const refused = (path: string, why: string) =>
  new AppError('bad-input', `--output ${JSON.stringify(path)}: ${why}`)
