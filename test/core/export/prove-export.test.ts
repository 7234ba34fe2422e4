import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { activations } from '../../../electron/contract/train-config.ts'
import { exportFormats, extensions, type ExportFormat } from '../../../electron/contract/exports.ts'
import { makeModel } from '../../../electron/core/export/make-model.ts'
import { prove } from '../../../electron/core/export/prove-export.ts'
import type { ToProver } from '../../../electron/core/export/prover-messages.ts'
import type { ModelBorder, TrainedModel } from '../../../electron/formats/plain-model.ts'
import { writeNew } from '../../../electron/formats/write-new.ts'
import { forkNode } from '../../../electron/train/fork.ts'
import type { Fork } from '../../../electron/train/messages.ts'
import { madeUpModel } from '../../fixtures/made-up-model.ts'
import { mnistImages, mnistLabels } from '../../fixtures/mnist.ts'
import { shapeOf } from '../../fixtures/shapes.ts'
import { tempDir } from '../../temp-dir.ts'
import { built } from '../core-parts.ts'

const fork = forkNode(built)
const images = mnistImages(100)
const labels = mnistLabels(100)
const usual: ModelBorder = { pixels: 'unit', answer: 'probabilities' }

interface Wanted extends ModelBorder {
  readonly format: ExportFormat
  readonly fork?: Fork
  readonly images?: readonly Uint8Array[]
}

/** Writes a model and proves it, as an export does. */
async function exported(trained: TrainedModel, path: string, wanted: Wanted) {
  const order = { images, ...wanted, trained, version: '1.0.0' }
  const made = await makeModel(order)
  const expected = { ...order, ...made, labels }
  return writeNew(path, made.written, (temporary) =>
    prove(expected, temporary, wanted.fork ?? fork),
  )
}

describe('an exported model answers as its run does when it is loaded again', () => {
  const models = [
    madeUpModel([]),
    ...activations.map((activation) => madeUpModel([40, 16], activation)),
    madeUpModel([], 'relu', 'standard'),
    madeUpModel([40], 'gelu', 'standard'),
  ]
  test.each(models)('by TensorFlow.js, from a folder: $config', async (model) => {
    const target = join(tempDir(), 'model')
    const proof = await exported(model, target, { format: 'tfjs', ...usual })
    expect(proof).toMatchObject({ images: 100, sameAnswers: 100 })
    const written = new Uint8Array(readFileSync(join(target, 'weights.bin')))
    if (model.config.normalisation === 'unit') expect(written).toEqual(model.weights)
    else expect(written).not.toEqual(model.weights)
  })

  describe.each(exportFormats)('%s', (format) => {
    test.each([
      { pixels: 'unit', answer: 'probabilities' },
      { pixels: 'byte', answer: 'logits' },
    ] as const)('pixels $pixels, $answer', async (border) => {
      const target = join(tempDir(), `model${extensions[format]}`)
      const model = madeUpModel([40, 16], 'gelu', 'standard')
      const proof = await exported(model, target, { format, ...border })
      expect(proof).toMatchObject({ images: 100, sameAnswers: 100 })
      expect(proof.largestDifference).toBeLessThan(1e-6)
      expect(existsSync(target)).toBe(true)
    })
  })

  test.each([shapeOf(12, 20, 5), shapeOf(4, 4, 2), shapeOf(64, 64, 256)])(
    'for images of $rows × $columns pixels',
    async (shape) => {
      const model = madeUpModel([9], 'relu', 'standard', shape)
      const made = images
        .slice(0, 20)
        .map((digit, salt) =>
          Uint8Array.from(
            { length: shape.rows * shape.columns },
            (_, place) => (digit[(place * 7 + salt) % 784] ?? 0) ^ (place & 31),
          ),
        )
      const target = join(tempDir(), 'model')
      const proof = await exported(model, target, { format: 'tfjs', ...usual, images: made })
      expect(proof).toMatchObject({ images: 20, sameAnswers: 20 })
    },
  )

  test('and the images that it reads right are counted, where there are labels', async () => {
    const target = join(tempDir(), 'model.npz')
    const order = { format: 'npz', ...usual, images, version: '1.0.0' } as const
    const made = await makeModel({ ...order, trained: madeUpModel([40]) })
    await writeNew(target, made.written, () => Promise.resolve())
    const answers = made.answers.map((each) => each.indexOf(Math.max(...each)))
    const wrong = answers.map((answer, index) => (index < 30 ? answer : (answer + 1) % 10))
    const rightOf = async (given: readonly number[] | null) =>
      (await prove({ ...order, ...made, labels: given }, target, fork)).right
    expect(await rightOf(answers)).toBe(100)
    expect(await rightOf(wrong)).toBe(30)
    expect(await rightOf(null)).toBeNull()
  })
})

describe('a model that fails its proof is not kept', () => {
  /** The real process, told of a folder whose files were changed after writing. */
  const forkAfter = (spoil: (path: string) => void): Fork => {
    const spoiling = (entry: 'prover') => {
      const port = fork<ToProver, unknown>(entry)
      return {
        ...port,
        send: (message: ToProver) => {
          spoil(message.path)
          port.send(message)
        },
      }
    }
    return spoiling as Fork
  }
  const spoilt = (format: ExportFormat, spoil: (path: string) => void) => {
    const dir = tempDir()
    const target = join(dir, format === 'tfjs' ? 'model' : `model${extensions[format]}`)
    const wanted = { format, ...usual, fork: forkAfter(spoil) }
    return { result: exported(madeUpModel([20]), target, wanted), left: () => readdirSync(dir) }
  }

  test('with other weights', async () => {
    const { result, left } = spoilt('tfjs', (path) => {
      const other = madeUpModel([20]).weights.toReversed()
      writeFileSync(
        join(path, 'weights.bin'),
        other.map((byte) => byte & 0x3f),
      )
    })
    await expect(result).rejects.toThrow(/does not answer as the run does/)
    expect(left()).toEqual([])
  })

  test.each(exportFormats)('as a damaged file: %s', async (format) => {
    const { result, left } = spoilt(format, (path) => {
      const file = format === 'tfjs' ? join(path, 'weights.bin') : path
      writeFileSync(file, readFileSync(file).subarray(0, 500))
    })
    await expect(result).rejects.toMatchObject({ code: 'unreadable' })
    expect(left()).toEqual([])
  })

  test('with a Lambda layer', async () => {
    const { result, left } = spoilt('tfjs', (path) => {
      const text = readFileSync(join(path, 'model.json'), 'utf8')
      writeFileSync(join(path, 'model.json'), text.replace('"Dense"', '"Lambda"'))
    })
    await expect(result).rejects.toThrow(/class_name/)
    expect(left()).toEqual([])
  })

  test('when the process that loads it dies', async () => {
    const dying = ((entry: 'prover') => {
      const port = fork<ToProver, unknown>(entry)
      return { ...port, send: port.kill }
    }) as Fork
    const dir = tempDir()
    const wanted = { format: 'tfjs', ...usual, fork: dying } as const
    await expect(exported(madeUpModel([20]), join(dir, 'model'), wanted)).rejects.toMatchObject({
      code: 'engine',
      message: expect.stringContaining('signal SIGKILL') as string,
    })
    expect(readdirSync(dir)).toEqual([])
  })
})
