import { expect, test } from 'vitest'
import { importFormats } from '../../../electron/contract/imports.ts'
import { guess, loadModel } from '../../../electron/core/models.ts'
import { madeUpModel } from '../../fixtures/made-up-model.ts'
import { modelFile } from '../../fixtures/model-files.ts'
import { tempCore } from '../temp-core.ts'

const image = Uint8Array.from({ length: 784 }, (_, at) => (at * 37) % 256)
const base64 = Buffer.from(image).toString('base64')
const once = { again: false }

test.each(importFormats)(
  '%s: an imported run answers as the model it was written from',
  async (format) => {
    const core = tempCore({ worksQueue: false })
    for (const border of [
      { pixels: 'unit', answer: 'probabilities' },
      { pixels: 'byte', answer: 'logits' },
    ] as const) {
      const trained = madeUpModel([9, 7], 'leaky-relu', 'standard')
      const [expected] = guess(loadModel(trained.config, trained.shape, trained.weights), [image])
      const file = await modelFile(format, trained, border)
      const { id, isNew, model } = await core.importFrom(file, once)
      expect(isNew).toBe(true)
      expect(model).toMatchObject({ format, ...border, assumed: [] })
      const [answer] = await core.ask('digits.guess', { id, images: [base64] })
      answer?.probabilities.forEach((share, digit) => {
        expect(share).toBeCloseTo(expected?.probabilities[digit] ?? NaN, 5)
      })
    }
  },
)
