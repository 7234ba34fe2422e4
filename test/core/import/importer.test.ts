import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import type { Input } from '../../../electron/contract/calls.ts'
import type { Run } from '../../../electron/contract/entities.ts'
import { importFormats } from '../../../electron/contract/imports.ts'
import { guess, loadModel } from '../../../electron/core/models.ts'
import { madeUpModel } from '../../fixtures/made-up-model.ts'
import { modelFile } from '../../fixtures/model-files.ts'
import { tinyCsv, tinySource } from '../../fixtures/tiny-csv.ts'
import { tempDir } from '../../temp-dir.ts'
import { tempCore, whenRun } from '../temp-core.ts'

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

const fileFrom = async (path: string) => ({
  fileName: basename(path),
  file: (await readFile(path)).toString('base64'),
})

test('a file from a page becomes a run that is scored on the test set unasked', async () => {
  const core = tempCore()
  const file = await fileFrom(await modelFile('npz', madeUpModel([6])))
  const inspected = await core.ask('models.inspect', file)
  expect(await core.ask('runs.list', {})).toEqual([])
  const { id, isNew, model } = await core.ask('models.import', { ...file, name: 'Brought' })
  expect(isNew).toBe(true)
  expect(model).toEqual(inspected)
  const run = await whenRun(core, id, ({ best }) => best !== null)
  expect(run).toMatchObject({ name: 'Brought', status: 'completed', final: null })
  const { score } = await core.ask('evaluations.show', { id, epoch: 0, set: 'test' })
  expect(run.best).toEqual({ epoch: 0, test: score })
  expect(await core.ask('models.import', file)).toMatchObject({ id, isNew: false })
})

test('an imported run is as known after the data folder is opened anew, and by others that share it', async () => {
  const dataDir = tempDir()
  const first = tempCore({ dataDir, worksQueue: false })
  const other = tempCore({ dataDir, worksQueue: false })
  const heard = new Promise<Run>((resolve) => {
    other.on('run.changed', resolve)
  })
  const { id } = await first.importFrom(await modelFile('onnx', madeUpModel([6, 5])), once)
  const run = await first.ask('runs.show', { id })
  expect(await heard).toMatchObject({ id, origin: run.origin })
  await first.close()
  expect(await other.ask('runs.show', { id })).toEqual(run)
  expect(await other.ask('runs.log', { id })).toMatchObject([
    {
      text: `Imported from model.onnx (onnx, SHA-256 ${'sha256' in run.origin ? run.origin.sha256 : ''})`,
    },
  ])
})

test('handwriting scores it, each of its weights answers, and its first layer is there', async () => {
  const core = tempCore({ worksQueue: false })
  const { id } = await core.importFrom(await modelFile('keras', madeUpModel([6])), once)
  const dot = [[[10, 10]]] as Input<'digits.read'>['strokes']
  const drawing = { kind: 'strokes', strokes: dot } as const
  await core.ask('handwriting.keep', { drawings: [{ ...drawing, label: 1 }] })
  await core.ask('handwriting.settle', {})
  expect((await core.ask('runs.show', { id })).handwriting).toMatchObject({ images: 1 })
  expect(await core.ask('handwriting.scores', { id })).toMatchObject([{ epoch: 0 }])
  const { answers } = await core.ask('digits.readEpochs', { drawing, id })
  expect(answers).toMatchObject([{ id, epoch: 0 }])
  expect(await core.ask('digits.explain', { drawing, id, epoch: 0 })).not.toBeNull()
  expect((await core.ask('runs.firstLayer', { id })).units).toBe(6)
})

test('more layers than are trained here are read all the same', async () => {
  const core = tempCore({ worksQueue: false })
  const hidden = Array.from({ length: 15 }, () => 8)
  const { id } = await core.importFrom(await modelFile('safetensors', madeUpModel(hidden)), once)
  expect((await core.ask('runs.show', { id })).config.hidden).toEqual(hidden)
  expect(await core.ask('digits.guess', { id, images: [base64] })).toHaveLength(1)
  await expect(core.ask('runs.repeat', { id, seeds: 1 })).rejects.toMatchObject({
    code: 'conflict',
  })
})

test('no data set can have the name that stands for none', async () => {
  const core = tempCore({ worksQueue: false })
  const source = tinySource(tinyCsv(tempDir()))
  const added = core.addDataset(
    { id: 'none', source },
    new AbortController().signal,
    () => undefined,
  )
  await expect(added).rejects.toMatchObject({
    code: 'conflict',
    message: 'No data set can be called none: it stands for having none',
  })
})
