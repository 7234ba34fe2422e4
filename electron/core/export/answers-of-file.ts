import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import { readKeras } from '../../formats/keras/read-keras.ts'
import { isZipPath } from '../../formats/model-files.ts'
import { readOnnx } from '../../formats/onnx/read-onnx.ts'
import { readOwnHeader } from '../../formats/read-c-header.ts'
import { readOwnJson } from '../../formats/read-json-weights.ts'
import { readNpz } from '../../formats/read-npz.ts'
import { most, type ReadModel } from '../../formats/read-plain.ts'
import { readSafetensors } from '../../formats/read-safetensors.ts'
import { readTfjs } from '../../formats/read-tfjs.ts'
import { readOwnTorch } from '../../formats/read-torch.ts'
import { safetensorsFile } from '../../formats/write-model.ts'
import { unzipped } from '../../formats/zip.ts'
import { plainAnswers } from './plain-answers.ts'
import type { Answers, ToProver } from './prover-messages.ts'

/** What a written model answers: as TensorFlow.js or ONNX Runtime says for their own formats, this application for all others. */
export async function answersOfFile(written: ToProver): Promise<Answers> {
  const { format, path, images } = written
  if (format === 'tfjs') {
    // It takes a second to load.
    const { tfjsAnswers } = await import('../../formats/tfjs-answers.ts')
    return tfjsAnswers(await readTfjs(path), images)
  }
  const { model, assumed } = await readBack(format, written)
  if (assumed.length > 0)
    throw new AppError('internal', `The file does not say that ${assumed.join(', ')}`)
  if (format === 'onnx') {
    const { onnxAnswers } = await import('../../formats/onnx/onnx-answers.ts')
    return onnxAnswers(await readFile(path), model, images)
  }
  return images.map((image) => plainAnswers(model, image))
}

async function readBack(
  format: Exclude<ToProver['format'], 'tfjs'>,
  { path, card }: Pick<ToProver, 'path' | 'card'>,
): Promise<ReadModel> {
  switch (format) {
    case 'keras':
      return readKeras(await readFile(path))
    case 'onnx':
      return readOnnx(await readFile(path))
    case 'safetensors':
      return readSafetensors(await tensorsIn(path))
    case 'torch':
      return readOwnTorch(await readFile(path), card)
    case 'npz':
      return readNpz(await readFile(path))
    case 'json':
      return readOwnJson(await readFile(path, 'utf8'))
    case 'c':
      return readOwnHeader(await readFile(path, 'utf8'), card)
  }
}

/** From a zip file, a folder, or the file itself. */
async function tensorsIn(path: string): Promise<Uint8Array> {
  if (isZipPath(path))
    return unzipped(await readFile(path), safetensorsFile, 4 * most.parameters + most.jsonBytes)
  const isFolder = (await stat(path)).isDirectory()
  return readFile(isFolder ? join(path, safetensorsFile) : path)
}
