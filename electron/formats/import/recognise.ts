import type { ImportFormat } from '../../contract/imports.ts'
import { AppError } from '../../contract/errors.ts'
import { topologyFile } from '../model-files.ts'
import { safetensorsFile } from '../write-model.ts'
import { zipNames } from '../zip.ts'

// A file is known by its bytes. Its name is only asked where they do not tell.

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte)

const isZip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x50, 0x4b])

/** What pickle writes first, since its second protocol. */
const isPickle = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x80 && [2, 3, 4, 5].includes(bytes[1] ?? 0)

const refused = (found: string): AppError =>
  new AppError(
    'unreadable',
    `Not a model this application can read: format must be a TensorFlow.js model (model.json and its weights in a zip file or folder), Keras 3, ONNX, safetensors or NumPy npz, found ${found}`,
  )

const pickle = (): AppError =>
  refused(
    'a PyTorch or pickle file, which can run code when it is opened; save the weights as safetensors',
  )

/** The format of a file; throws unreadable for any other one, saying what it is where that is known. */
export function formatOf(bytes: Uint8Array, fileName: string): ImportFormat {
  if (isZip(bytes)) return formatOfZip(zipNames(bytes))
  if (isPickle(bytes)) throw pickle()
  const known = knownStarts.find(({ start }) => startsWith(bytes, start))
  if (known) throw refused(known.found)
  if (isSafetensors(bytes)) return 'safetensors'
  if (bytes[0] === 0x7b) throw refused('JSON alone; a model.json lies in a folder or zip file')
  if (fileName.toLowerCase().endsWith('.onnx') || startsWith(bytes, onnxStart)) return 'onnx'
  throw refused(bytes.length === 0 ? 'an empty file' : 'something else')
}

const knownStarts = [
  {
    start: [0x89, 0x48, 0x44, 0x46],
    found: 'HDF5 alone, as Keras 2 writes it; save it with Keras 3 as a .keras file',
  },
  { start: [0x93, 0x4e, 0x55, 0x4d], found: 'a single NumPy array; savez writes several' },
  { start: [0x1f, 0x8b], found: 'gzip' },
] as const

/** Field 1, the version of its format, as a small number. */
const onnxStart = [0x08]

/** The length of its header, and the header's first bracket. */
const isSafetensors = (bytes: Uint8Array): boolean =>
  bytes.length > 8 && bytes[8] === 0x7b && bytes[6] === 0 && bytes[7] === 0

/** By the files of a zip file, or of a folder. */
export function formatOfZip(names: readonly string[]): ImportFormat {
  const has = (name: string) => names.includes(name)
  if (has(topologyFile)) return 'tfjs'
  if (has('model.weights.h5') || has('metadata.json')) return 'keras'
  if (has(safetensorsFile)) return 'safetensors'
  if (names.some((name) => name.endsWith('.pkl'))) throw pickle()
  if (names.some((name) => name.endsWith('.npy'))) return 'npz'
  const [first = 'nothing'] = names
  throw refused(`files that no such format has, as ${JSON.stringify(first.slice(0, 80))}`)
}
