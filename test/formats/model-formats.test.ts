import { expect, test } from 'vitest'
import { activations } from '../../electron/contract/train-config.ts'
import { readKeras } from '../../electron/formats/keras/read-keras.ts'
import { keras } from '../../electron/formats/keras/write-keras.ts'
import { npz } from '../../electron/formats/npz.ts'
import { readOnnx } from '../../electron/formats/onnx/read-onnx.ts'
import { onnx } from '../../electron/formats/onnx/write-onnx.ts'
import { plainModel, type PlainModel } from '../../electron/formats/plain-model.ts'
import { readNpz } from '../../electron/formats/read-npz.ts'
import type { ReadModel } from '../../electron/formats/read-plain.ts'
import { readSafetensors } from '../../electron/formats/read-safetensors.ts'
import { safetensors } from '../../electron/formats/safetensors.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'
import { mutated } from '../fixtures/mutated.ts'

interface Format {
  readonly write: (model: PlainModel) => Uint8Array | Promise<Uint8Array>
  readonly read: (bytes: Uint8Array) => ReadModel | Promise<ReadModel>
}

const formats: Readonly<Record<string, Format>> = {
  safetensors: { write: safetensors, read: readSafetensors },
  npz: { write: npz, read: readNpz },
  onnx: { write: (model) => onnx(model, { version: '1.0.0' }), read: readOnnx },
  keras: { write: keras, read: readKeras },
}

const hiddens = [[], [12], [9, 7, 5]]

for (const [name, { write, read }] of Object.entries(formats)) {
  test.each(activations)(
    `${name}: a written model is read back as it was, with %s`,
    async (activation) => {
      for (const hidden of hiddens) {
        const trained = madeUpModel(hidden, activation, 'standard')
        for (const border of [
          { pixels: 'unit', answer: 'probabilities' },
          { pixels: 'byte', answer: 'logits' },
        ] as const) {
          const model = plainModel(trained, border)
          // As a file is read: a part of a larger buffer.
          const found = await read(Buffer.from(await write(model)))
          expect(found.assumed).toEqual([])
          expect(found.model).toEqual(
            hidden.length === 0 ? { ...model, activation: expect.anything() as string } : model,
          )
        }
      }
    },
  )

  test(`${name}: 500 changed files are refused or read as a sound model`, async () => {
    const bytes = await write(plainModel(madeUpModel([12]), { pixels: 'unit', answer: 'logits' }))
    let refused = 0
    for (let salt = 1; salt <= 500; salt++) {
      const changed = mutated(bytes, salt)
      try {
        const { model } = await read(changed)
        for (const { matrix } of model.layers) expect(matrix.every(Number.isFinite)).toBe(true)
      } catch (error) {
        expect(error).toMatchObject({ code: 'unreadable' })
        refused += 1
      }
    }
    expect(refused).toBeGreaterThan(0)
  })
}
