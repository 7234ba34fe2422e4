import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { madeUpModel } from '../../fixtures/made-up-model.ts'
import { modelFile } from '../../fixtures/model-files.ts'
import { shapeOf } from '../../fixtures/shapes.ts'
import { tempDir } from '../../temp-dir.ts'
import { tempCore } from '../temp-core.ts'

const usual = { pixels: 'unit', answer: 'probabilities' } as const

/** A core whose only run was imported, of images that no data set has. */
async function labWithImported(hidden: readonly number[]) {
  const core = tempCore({ worksQueue: false })
  const file = await modelFile('tfjs', madeUpModel(hidden, 'relu', 'unit', shapeOf(12, 20, 5)))
  const { id } = await core.importFrom(file, { again: false })
  return { core, id }
}

test('a run without a data set is proved on images made by chance, none of which is right or wrong', async () => {
  const { core, id } = await labWithImported([9])
  const target = join(tempDir(), 'model.onnx')
  const { proof } = await core.exportTo(id, { format: 'onnx', ...usual }, target, false)
  expect(proof).toMatchObject({ images: 100, sameAnswers: 100, right: null })
  expect(proof.largestDifference).toBeLessThan(1e-5)
  expect(existsSync(target)).toBe(true)
})

test('it has no best epoch, and no other one, and says so', async () => {
  const { core, id } = await labWithImported([9])
  const dir = tempDir()
  const exported = (epoch: 'best' | number) =>
    core.exportTo(id, { format: 'npz', epoch, ...usual }, join(dir, 'model.npz'), false)
  await expect(exported('best')).rejects.toMatchObject({ code: 'not-found' })
  await expect(exported(7)).rejects.toMatchObject({ code: 'not-found' })
  expect(readdirSync(dir)).toEqual([])
})
