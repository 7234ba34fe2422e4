import type { ExportFormat } from '../contract/exports.ts'
import { cHeader } from './c-header.ts'
import { jsonWeights } from './json-weights.ts'
import { keras } from './keras/write-keras.ts'
import type { Written } from './model-files.ts'
import { npz } from './npz.ts'
import { onnx } from './onnx/write-onnx.ts'
import { modelCard, type PlainModel } from './plain-model.ts'
import { safetensors } from './safetensors.ts'
import { tfjsFiles } from './tfjs.ts'
import { torchStateDict } from './torch.ts'

export const safetensorsFile = 'model.safetensors'
export const cardFile = 'config.json'

const file = (bytes: Uint8Array): Written => ({ kind: 'file', bytes })
const text = (value: string) => new TextEncoder().encode(value)

/** A model in a format; `version` is of the application that writes it. */
export async function writtenModel(
  format: ExportFormat,
  model: PlainModel,
  version: string,
): Promise<Written> {
  switch (format) {
    case 'tfjs':
      return { kind: 'files', files: tfjsFiles(model) }
    case 'safetensors':
      return {
        kind: 'files',
        files: {
          [safetensorsFile]: safetensors(model),
          [cardFile]: text(`${JSON.stringify(modelCard(model), null, 1)}\n`),
        },
      }
    case 'keras':
      return file(await keras(model))
    case 'onnx':
      return file(onnx(model, { version }))
    case 'torch':
      return file(torchStateDict(model))
    case 'npz':
      return file(npz(model))
    case 'json':
      return file(text(jsonWeights(model)))
    case 'c':
      return file(text(cHeader(model)))
  }
}
