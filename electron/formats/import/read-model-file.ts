import type { ImportFormat, InspectedModel } from '../../contract/imports.ts'
import { bytesOf, type LayerWeights } from '../../train/network.ts'
import { parseJsonText } from '../json-text.ts'
import { readKeras } from '../keras/read-keras.ts'
import { readOnnx } from '../onnx/read-onnx.ts'
import type { PlainModel } from '../plain-model.ts'
import { most, type ReadModel } from '../read-plain.ts'
import { readNpz } from '../read-npz.ts'
import { readSafetensors } from '../read-safetensors.ts'
import { cardFile, safetensorsFile } from '../write-model.ts'
import { zipNames, unzipped } from '../zip.ts'
import { placeAt, placeOfBytes, sha256Of, type ModelPlace } from './model-place.ts'
import type { ReadFile, ToReader } from './reader-messages.ts'
import { readTfjsModel, type ReadNamed } from './read-tfjs-model.ts'
import { formatOf, formatOfZip } from './recognise.ts'

/** Beside the weights of a file in a folder or zip. */
const headerBytes = 1_000_000
const mostWeightsBytes = 4 * most.parameters + headerBytes

/** Reads a model file of any format; throws unreadable, naming the field, what must be there, and what was found. */
export async function readModelFile({ fileName, source }: ToReader): Promise<ReadFile> {
  const place = source.kind === 'path' ? await placeAt(source.path) : placeOfBytes(source.bytes)
  const found = place.kind === 'file' ? await readFile(place, fileName) : await readFolder(place)
  const { format, bytes, sha256 } = found
  const { model, assumed } = found.read
  return {
    model: { format, fileName, bytes, sha256, assumed, ...factsOf(model) },
    weights: bytesOf(model.pixels === 'byte' ? model.layers.map(forUnit) : model.layers),
  }
}

interface Found {
  readonly format: ImportFormat
  readonly bytes: number
  readonly sha256: string
  readonly read: ReadModel
}

async function readFile(
  { bytes, sha256 }: Extract<ModelPlace, { kind: 'file' }>,
  fileName: string,
): Promise<Found> {
  const format = formatOf(bytes, fileName)
  return { format, bytes: bytes.length, sha256, read: await readAs(format, bytes) }
}

function readAs(format: ImportFormat, bytes: Uint8Array): ReadModel | Promise<ReadModel> {
  switch (format) {
    case 'keras':
      return readKeras(bytes)
    case 'onnx':
      return readOnnx(bytes)
    case 'npz':
      return readNpz(bytes)
    case 'tfjs':
      return readNamed(format, inZip(bytes))
    case 'safetensors':
      return isZip(bytes) ? readNamed(format, inZip(bytes)) : readSafetensors(bytes)
  }
}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b

interface Named {
  readonly names: readonly string[]
  readonly read: ReadNamed
}

const inZip = (zip: Uint8Array): Named => ({
  names: zipNames(zip),
  read: (name, atMost) => Promise.resolve(unzipped(zip, name, atMost)),
})

async function readFolder({
  names,
  read,
}: Extract<ModelPlace, { kind: 'folder' }>): Promise<Found> {
  const format = formatOfZip(names)
  const parts: Uint8Array[] = []
  const reading: ReadNamed = async (name, atMost) => {
    const bytes = await read(name, atMost)
    parts.push(bytes)
    return bytes
  }
  const found = await readNamed(format, { names, read: reading })
  const bytes = parts.reduce((sum, part) => sum + part.length, 0)
  return { format, bytes, sha256: sha256Of(parts), read: found }
}

/** Of several files: a TensorFlow.js model, or safetensors with its description beside it. */
async function readNamed(format: ImportFormat, { names, read }: Named): Promise<ReadModel> {
  if (format === 'tfjs') return readTfjsModel(read)
  const card = names.includes(cardFile)
    ? parseJsonText(new TextDecoder().decode(await read(cardFile, headerBytes)), cardFile)
    : undefined
  return readSafetensors(await read(safetensorsFile, mostWeightsBytes), card)
}

/** Bytes of pixels become 0 to 1. */
const forUnit = (layer: LayerWeights, index: number): LayerWeights =>
  index === 0 ? { ...layer, matrix: layer.matrix.map((weight) => weight * 255) } : layer

type Facts = Omit<InspectedModel, 'format' | 'fileName' | 'bytes' | 'sha256' | 'assumed'>

function factsOf({
  rows,
  columns,
  classes,
  layers,
  activation,
  pixels,
  answer,
}: PlainModel): Facts {
  const last = answer === 'probabilities' ? 'softmax' : 'none'
  return {
    rows,
    columns,
    classes,
    layers: layers.map(({ shape: { inputs, outputs } }, index) => ({
      inputs,
      units: outputs,
      activation: index === layers.length - 1 ? last : activation,
    })),
    parameters: layers.reduce(
      (sum, { shape: { inputs, outputs } }) => sum + (inputs + 1) * outputs,
      0,
    ),
    pixels,
    answer,
  }
}
