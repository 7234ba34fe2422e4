import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { activations } from '../../electron/contract/train-config.ts'
import { exportAsZip, exportToPath, zipNameOf } from '../../electron/core/prove-export.ts'
import type { FromReload, ToReload } from '../../electron/formats/reload-messages.ts'
import { tfjsFiles, type TrainedModel } from '../../electron/formats/tfjs.ts'
import { forkNode } from '../../electron/train/fork.ts'
import type { Fork } from '../../electron/train/messages.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'
import { mnistImages } from '../fixtures/mnist.ts'
import { shapeOf } from '../fixtures/shapes.ts'
import { tempDir } from '../temp-dir.ts'
import { built } from './core-parts.ts'

const fork = forkNode(built)
const images = mnistImages(100)
const proofOfAll = { images: 100, sameAnswers: 100 }

describe('an exported model answers as its run does when TensorFlow.js loads it', () => {
  const models = [
    madeUpModel([]),
    ...activations.map((activation) => madeUpModel([40, 16], activation)),
    madeUpModel([], 'relu', 'standard'),
    madeUpModel([40], 'gelu', 'standard'),
  ]
  test.each(models)('from a folder: $config', async (model) => {
    const target = join(tempDir(), 'model')
    const proof = await exportToPath({ ...model, fork, images }, target)
    expect(proof).toMatchObject(proofOfAll)
    expect(proof.largestDifference).toBeLessThan(1e-5)
    const written = new Uint8Array(readFileSync(join(target, 'weights.bin')))
    if (model.config.normalisation === 'unit') expect(written).toEqual(model.weights)
    else expect(written).not.toEqual(model.weights)
  })

  test.each([shapeOf(12, 20, 5), shapeOf(4, 4, 2), shapeOf(64, 64, 256)])(
    'for images of $rows × $columns pixels',
    async (shape) => {
      const target = join(tempDir(), 'model')
      const model = madeUpModel([9], 'relu', 'standard', shape)
      const made = images
        .slice(0, 20)
        .map((digit, salt) =>
          Uint8Array.from(
            { length: shape.rows * shape.columns },
            (_, place) => (digit[(place * 7 + salt) % 784] ?? 0) ^ (place & 31),
          ),
        )
      const proof = await exportToPath({ ...model, fork, images: made }, target)
      expect(proof).toMatchObject({ images: 20, sameAnswers: 20 })
      expect(proof.largestDifference).toBeLessThan(1e-4)
    },
  )

  test('from a zip file in memory', async () => {
    const model = madeUpModel([500])
    const { fileName, zip, bytes, proof } = await exportAsZip(
      { ...model, fork, images },
      'Reference',
    )
    expect(fileName).toBe('Reference-tfjs.zip')
    expect(proof).toMatchObject(proofOfAll)
    const file = Buffer.from(zip, 'base64')
    expect(file).toHaveLength(bytes)
    expect(model.weights).toHaveLength(1_590_040)
    expect(Buffer.compare(unzipSync(file)['weights.bin'] ?? file, model.weights)).toBe(0)
  })
})

describe('a model that fails its proof is not kept', () => {
  /** The real process, told of a folder whose weights were changed after writing. */
  const forkAfter = (spoil: (path: string) => void): Fork => {
    const spoiling = (entry: 'child' | 'reload') => {
      const port = fork<ToReload, FromReload>(entry)
      return {
        ...port,
        send: (message: ToReload) => {
          spoil(message.path)
          port.send(message)
        },
      }
    }
    return spoiling as Fork
  }
  const exported = (model: TrainedModel, spoil: (path: string) => void) => {
    const dir = tempDir()
    const result = exportToPath({ ...model, fork: forkAfter(spoil), images }, join(dir, 'model'))
    return { result, left: () => readdirSync(dir) }
  }

  test('with other weights', async () => {
    const { result, left } = exported(madeUpModel([20]), (path) => {
      const other = madeUpModel([20]).weights.toReversed()
      writeFileSync(
        join(path, 'weights.bin'),
        other.map((byte) => byte & 0x3f),
      )
    })
    await expect(result).rejects.toThrow(/does not answer as the run does/)
    expect(left()).toEqual([])
  })

  test('with a damaged file, which is named', async () => {
    const { result, left } = exported(madeUpModel([20]), (path) => {
      writeFileSync(join(path, 'weights.bin'), 'short')
    })
    await expect(result).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('weights.bin has 5 bytes') as string,
    })
    expect(left()).toEqual([])
  })

  test('with a Lambda layer', async () => {
    const { result, left } = exported(madeUpModel([20]), (path) => {
      const text = readFileSync(join(path, 'model.json'), 'utf8')
      writeFileSync(join(path, 'model.json'), text.replace('"Dense"', '"Lambda"'))
    })
    await expect(result).rejects.toThrow(/class_name/)
    expect(left()).toEqual([])
  })

  test('when the process that loads it dies', async () => {
    const dying = ((entry: 'child' | 'reload') => {
      const port = fork<ToReload, FromReload>(entry)
      return { ...port, send: port.kill }
    }) as Fork
    const dir = tempDir()
    const model = { ...madeUpModel([20]), fork: dying, images }
    await expect(exportToPath(model, join(dir, 'model'))).rejects.toMatchObject({
      code: 'engine',
      message: expect.stringContaining('signal SIGKILL') as string,
    })
    expect(existsSync(join(dir, 'model'))).toBe(false)
  })
})

test.each([
  ['Reference', 'Reference-tfjs.zip'],
  ['../../etc/passwd', 'etc-passwd-tfjs.zip'],
  ['CON', 'CON-tfjs.zip'],
  ['a "name" <b>\u202e\0:|?*', 'a-name-b-tfjs.zip'],
  ['学習 1', '学習-1-tfjs.zip'],
  ['…', 'model-tfjs.zip'],
  ['x'.repeat(120), `${'x'.repeat(50)}-tfjs.zip`],
])('a run named %j is exported as %s', (name, fileName) => {
  expect(zipNameOf(name)).toBe(fileName)
})

test('the weights of a checkpoint are those of the file, byte for byte', () => {
  const model = madeUpModel([7])
  expect(tfjsFiles(model)['weights.bin']).toBe(model.weights)
})
