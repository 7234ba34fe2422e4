import { lstat, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../contract/errors.ts'
import { isZipPath, topologyFile } from './model-files.ts'
import { mostJsonBytes, parseLayersModel, type LayersModel } from './tfjs-schema.ts'
import { unzipped } from './zip.ts'

export interface LoadedModel extends LayersModel {
  /** All weights one after another, each a finite float32. */
  readonly values: Float32Array<ArrayBuffer>
}

/** A zip file of a model can't be larger than the largest network's weights. */
const mostZipBytes = 600_000_000

/** Reads a layers model from a folder or a zip file; every size is checked before anything of it is allocated. */
export async function readTfjs(path: string): Promise<LoadedModel> {
  const read = await opened(path)
  const json = await read(topologyFile, { atMost: mostJsonBytes })
  const model = parseLayersModel(new TextDecoder().decode(json))
  const bytes = await read(model.weightsFile, { atMost: model.weightsBytes })
  if (bytes.length !== model.weightsBytes) throw wrongSize(model, bytes.length)
  return { ...model, values: finiteValues(bytes, model) }
}

type ReadFile = (name: string, size: { readonly atMost: number }) => Promise<Uint8Array>

async function opened(path: string): Promise<ReadFile> {
  if (!isZipPath(path)) return (name, { atMost }) => readInside(path, name, atMost)
  const { size } = await stat(path).catch(() => ({ size: 0 }))
  if (size === 0 || size > mostZipBytes)
    throw new AppError('unreadable', `${path} is missing, empty or too large for a model`)
  const zip = await readFile(path)
  return (name, { atMost }) => Promise.resolve(unzipped(zip, name, atMost))
}

/** A link might lead out of the folder, so that only a plain file is read. */
async function readInside(folder: string, name: string, mostBytes: number): Promise<Uint8Array> {
  const file = join(folder, name)
  const facts = await lstat(file).catch(() => null)
  if (!facts?.isFile()) throw new AppError('unreadable', `${file} is missing or not a plain file`)
  if (facts.size > mostBytes)
    throw new AppError(
      'unreadable',
      `${file} has ${String(facts.size)} bytes, allowed are ${String(mostBytes)}`,
    )
  return readFile(file)
}

const wrongSize = ({ weightsFile, weightsBytes }: LayersModel, size: number) =>
  new AppError(
    'unreadable',
    `${weightsFile} has ${String(size)} bytes, its layers need ${String(weightsBytes)}`,
  )

function finiteValues(bytes: Uint8Array, { weights }: LayersModel): Float32Array<ArrayBuffer> {
  const values = new Float32Array(Uint8Array.from(bytes).buffer)
  let start = 0
  for (const { name, shape } of weights) {
    const end = start + shape.reduce((a, b) => a * b)
    if (!values.subarray(start, end).every(Number.isFinite))
      throw new AppError('unreadable', `The weight ${name} holds a number that is not finite`)
    start = end
  }
  return values
}
