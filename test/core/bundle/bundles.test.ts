import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { StartRun, type RunId } from '../../../electron/contract/entities.ts'
import type { Core } from '../../../electron/core/core.ts'
import { tempDir } from '../../temp-dir.ts'
import { trainBefore } from '../evaluation/trained-folder.ts'
import { resultsOf } from '../results.ts'
import { tempCore } from '../temp-core.ts'
import { bundleOf, coreOn, never } from './two-folders.ts'

const trained = trainBefore()

/** All that can be asked of a run, its place in the list and in lists of this machine left out. */
async function recordOf(core: Core, id: RunId) {
  const { findings, ...run } = await core.ask('runs.show', { id })
  const usage = await core.ask('runs.usage', { id })
  const log = await core.ask('runs.log', { id })
  return { ...run, place: 0, findings, usage, log, results: await resultsOf(core, id) }
}

test('a run on another data folder is the same run, with all that is on record of it', async () => {
  const source = coreOn(trained.copy())
  const { id } = trained.run()
  await source.ask('runs.change', { ids: [id], note: 'A *note*', tags: ['a', 'b'], colour: 7 })
  const evaluation = await source.ask('evaluations.show', { id, set: 'test' })
  const path = await bundleOf(source, [id])

  const target = coreOn(tempDir())
  const { runs, drawings } = await target.importBundle(path, false, never)
  expect(runs).toEqual([
    {
      id,
      name: trained.run().name,
      bundledId: id,
      bundledName: trained.run().name,
      isNew: true,
      remark: null,
    },
  ])
  expect(drawings).toEqual({ held: 0, added: 0 })
  const here = await recordOf(target, id)
  const there = await recordOf(source, id)
  expect(here.log.at(-1)?.text).toBe('Imported from a bundle that version test wrote')
  expect({ ...here, log: here.log.slice(0, -1) }).toEqual(there)
  // The very evaluation, not one that was made anew.
  expect(await target.ask('evaluations.show', { id, set: 'test' })).toEqual(evaluation)
})

test('a bundle of the same record has the same bytes, and no file is left beside it', async () => {
  const core = coreOn(trained.copy())
  const ids = [trained.run().id, trained.other().id]
  const [one, other] = [await bundleOf(core, ids), await bundleOf(core, ids)]
  expect(readFileSync(one).equals(readFileSync(other))).toBe(true)
  expect(readdirSync(join(one, '..'))).toEqual(['runs.digitlab'])
})

test('a repeat of an imported run ends with its weights', async () => {
  const { id, weightsSha256 } = trained.run()
  const path = await bundleOf(coreOn(trained.copy()), [id])
  const target = coreOn(tempDir())
  await target.importBundle(path, false, never)
  const repeat = await target.reproduce(id, never)
  expect(repeat.weightsSha256).toBe(weightsSha256)
  expect(await target.ask('runs.verification', { id: repeat.id })).toMatchObject({ isSame: true })
})

test('a run that is extended here and there ends alike', async () => {
  const { id } = trained.run()
  const source = coreOn(trained.copy())
  const target = coreOn(tempDir())
  await target.importBundle(await bundleOf(source, [id]), false, never)
  const extended = async (core: Core) => {
    await core.ask('runs.extend', { id, epochs: 1 })
    const run = await core.resume(id, never)
    expect(run).toMatchObject({
      status: 'completed',
      progress: { epochs: 3, step: run.progress.steps },
    })
    return resultsOf(core, id)
  }
  expect(await extended(target)).toEqual(await extended(source))
})

test('a run that was stopped goes on elsewhere to the end of one that never was', async () => {
  const start = v.parse(StartRun, {
    config: { hidden: [16], trainImages: 2000, epochs: 4, dropout: 0.2, schedule: 'cosine' },
  })
  const source = tempCore({ worksQueue: false, checkpointEverySeconds: 0 })
  const straight = await coreOn(tempDir()).train(start, never)
  const stop = new AbortController()
  source.on('run.changed', ({ progress }) => {
    if (progress.step >= 30) stop.abort()
  })
  const { id, status } = await source.train(start, stop.signal)
  expect(status).toBe('stopped')
  const target = coreOn(tempDir())
  await target.importBundle(await bundleOf(source, [id]), false, never)
  const run = await target.resume(id, never)
  expect(run.weightsSha256).toBe(straight.weightsSha256)
})

test('a run that trains goes out as far as it is on record, and goes on elsewhere', async () => {
  const start = v.parse(StartRun, {
    config: { hidden: [16], trainImages: 2000, epochs: 200, seed: 3 },
  })
  const source = tempCore({ worksQueue: false, checkpointEverySeconds: 0 })
  const stop = new AbortController()
  const began = Promise.withResolvers<RunId>()
  source.on('run.changed', ({ id, progress }) => {
    if (progress.step >= 30) began.resolve(id)
  })
  const ended = source.train(start, stop.signal)
  const id = await began.promise
  const path = await bundleOf(source, [id])
  stop.abort()
  await ended
  const target = coreOn(tempDir())
  await target.importBundle(path, false, never)
  const run = await target.ask('runs.show', { id })
  expect(run).toMatchObject({
    status: 'interrupted',
    reason: 'It was training when it was exported',
    canResume: true,
  })
  expect(run.progress.step).toBeGreaterThanOrEqual(30)
})

test('a run that waits goes out too, and begins elsewhere', async () => {
  const source = coreOn(tempDir())
  const config = { hidden: [16], trainImages: 2000, epochs: 1 }
  const { id } = await source.ask('runs.start', { config })
  const target = coreOn(tempDir())
  await target.importBundle(await bundleOf(source, [id]), false, never)
  expect(await target.ask('runs.show', { id })).toMatchObject({
    status: 'interrupted',
    canResume: true,
  })
  expect(await target.resume(id, never)).toMatchObject({ status: 'completed' })
})

test('drawings go along and are kept only where somebody asks for it, each once', async () => {
  const source = coreOn(trained.copy())
  const { id } = trained.run()
  const dot = [[[1, 1] as const, [9, 9] as const]].map((stroke) =>
    stroke.map(([x, y]) => [x, y] as [number, number]),
  )
  await source.ask('handwriting.keep', {
    drawings: [
      { kind: 'strokes', label: 1, strokes: dot },
      { kind: 'picture', label: 2, pixels: Buffer.alloc(784, 9).toString('base64') },
    ],
  })
  const without = coreOn(tempDir())
  const plain = await without.importBundle(await bundleOf(source, [id]), true, never)
  expect(plain.drawings).toEqual({ held: 0, added: 0 })

  const path = await bundleOf(source, [id], true)
  const target = coreOn(tempDir())
  expect((await target.importBundle(path, false, never)).drawings).toEqual({ held: 2, added: 0 })
  expect((await target.importBundle(path, true, never)).drawings).toEqual({ held: 2, added: 2 })
  expect((await target.importBundle(path, true, never)).drawings).toEqual({ held: 2, added: 0 })
  const drawn = async (core: Core) =>
    (await core.ask('handwriting.list', {})).map(({ label, strokes, pixels }) => ({
      label,
      strokes,
      pixels,
    }))
  expect(await drawn(target)).toEqual(await drawn(source))
})

test('a run of a data set that is not here says so, and says why it cannot be repeated', async () => {
  const source = coreOn(trained.copy())
  await source.ask('handwriting.keep', {
    drawings: [{ kind: 'picture', label: 2, pixels: Buffer.alloc(784, 9).toString('base64') }],
  })
  const mix = await source.ask('handwriting.mix', { times: 1 })
  const config = { hidden: [16], trainImages: 500, epochs: 1, dataset: mix.id }
  const { id } = await source.train(v.parse(StartRun, { config }), never)
  const target = coreOn(tempDir())
  const { runs } = await target.importBundle(await bundleOf(source, [id]), false, never)
  expect(runs[0]?.remark).toBe(
    `Its data set ${mix.id} is not here: add it to repeat the run or to train it further`,
  )
  await expect(target.reproduce(id, never)).rejects.toThrow(
    `There is no data set ${mix.id}; data sets are mnist`,
  )
  await target.ask('runs.extend', { id, epochs: 1 })
  expect(await target.resume(id, never)).toMatchObject({
    status: 'failed',
    reason: `There is no data set ${mix.id} here: it was deleted, or never added`,
    canResume: true,
  })
})

test('a run that was made of a model file is carried along with what is known of it', async () => {
  const source = coreOn(trained.copy())
  const model = join(tempDir(), 'model.onnx')
  const choice = { format: 'onnx', pixels: 'unit', answer: 'logits' } as const
  await source.exportTo(trained.run().id, choice, model, false)
  const { id } = await source.importFrom(model, { again: false })
  const target = coreOn(tempDir())
  const { runs } = await target.importBundle(await bundleOf(source, [id]), false, never)
  expect(runs).toMatchObject([{ id, isNew: true, remark: null }])
  const { log, ...here } = await recordOf(target, id)
  const { log: before, ...there } = await recordOf(source, id)
  expect(here).toEqual(there)
  expect(log.slice(0, -1)).toEqual(before)
})

test('a window gets a bundle and sends one', async () => {
  const source = coreOn(trained.copy())
  const { id, name } = trained.run()
  const bundle = await source.ask('runs.bundle', { ids: [id] })
  expect(bundle).toMatchObject({ runs: [{ id, name }], drawings: 0 })
  expect(bundle.fileName).toMatch(/^[\p{L}\p{N}_-]+\.digitlab$/u)
  const target = coreOn(tempDir())
  const { fileName, file } = bundle
  expect(await target.ask('runs.importBundle', { fileName, file })).toMatchObject({
    runs: [{ id, isNew: true }],
  })
  await expect(
    target.ask('runs.importBundle', { fileName: 'odd.digitlab', file: 'AAAA' }),
  ).rejects.toThrow(/^odd\.digitlab: Not a run bundle this application can read: its end must be/)
})
