import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { topologyFile, weightsFile } from '../../electron/formats/model-files.ts'
import { plainModel, type TrainedModel } from '../../electron/formats/plain-model.ts'
import { readTfjs } from '../../electron/formats/read-tfjs.ts'
import { tfjsFiles } from '../../electron/formats/tfjs.ts'
import { tempDir } from '../temp-dir.ts'

export const filesOf = (trained: TrainedModel) =>
  tfjsFiles(plainModel(trained, { pixels: 'unit', answer: 'probabilities' }))

/** A model folder with another model.json or other weights. */
export function modelFolder(json: string | Uint8Array, bytes: Uint8Array): string {
  const dir = tempDir()
  writeFileSync(join(dir, topologyFile), json)
  writeFileSync(join(dir, weightsFile), bytes)
  return dir
}

export function zipFile(bytes: Uint8Array): string {
  const path = join(tempDir(), 'model.zip')
  writeFileSync(path, bytes)
  return path
}

export const refused = (path: string, reason: RegExp) =>
  expect(readTfjs(path)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringMatching(reason) as string,
  })
