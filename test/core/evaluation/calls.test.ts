import { describe, expect, test } from 'vitest'
import type { Output } from '../../../electron/contract/calls.ts'
import type { Core } from '../../../electron/core/core.ts'
import { source } from '../../faults/adding.ts'
import { idxImages, idxLabels } from '../../fixtures/idx-bytes.ts'
import { mnistImages, mnistLabels, mnistTrainPixels } from '../../fixtures/mnist.ts'
import { tempCore } from '../temp-core.ts'
import { databaseOf, storedIn, trainBefore } from './trained-folder.ts'

const never = new AbortController().signal
const trained = trainBefore()
const asking = (dataDir: string, options: Parameters<typeof tempCore>[0] = {}) =>
  tempCore({ dataDir, worksQueue: false, ...options })

const base64 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64')

describe('the images of an evaluation', () => {
  test('of a cell of the matrix are as many as it counts, piece by piece, each with its pixels', async () => {
    const core = asking(trained.copy())
    const { id } = trained.run()
    const { confusion } = await core.ask('evaluations.show', { id, set: 'test' })
    const cell = { id, set: 'test', true: 9, predicted: 4 } as const
    const whole = await core.ask('evaluations.images', { ...cell, most: 200 })
    expect(whole).toMatchObject({ total: confusion[9]?.[4], rows: 28, columns: 28 })
    const [pixels, labels] = [mnistImages(10_000), mnistLabels(10_000)]
    for (const image of whole.images) {
      expect(image).toMatchObject({ label: 9, predicted: 4, pixels: base64(pixels[image.index]) })
      expect(labels[image.index]).toBe(9)
      expect(image.truth).toBeLessThanOrEqual(image.confidence)
    }
    const piece = await core.ask('evaluations.images', { ...cell, from: 2, most: 3 })
    expect(piece).toEqual({ ...whole, images: whole.images.slice(2, 5) })
  })

  test('of the training and validation images are those the run divided', async () => {
    const core = asking(trained.copy())
    const { id } = trained.run()
    const asked = { id, which: 'all', order: 'file', most: 1 } as const
    const first = await core.ask('evaluations.images', { ...asked, set: 'validation' })
    const last = await core.ask('evaluations.images', { ...asked, set: 'train', from: 1799 })
    expect([first.total, last.total]).toEqual([200, 1800])
    const inFile = (place: number) =>
      base64(mnistTrainPixels().subarray(place * 784, (place + 1) * 784))
    expect(last.images).toMatchObject([{ index: 1799, pixels: inFile(1799) }])
    expect(first.images).toMatchObject([{ index: 0, pixels: inFile(1800) }])
  })

  test('of a class that the run does not know are refused in one line', async () => {
    const core = asking(trained.copy())
    const { id, name } = trained.run()
    await expect(
      core.ask('evaluations.images', { id, set: 'validation', predicted: 10 }),
    ).rejects.toMatchObject({
      code: 'bad-input',
      message: `Predicted class must be a class of run ${name}, 0 to 9 (10)`,
    })
  })
})

describe('one image', () => {
  test('has the answer of each run that can read it, as its evaluation says', async () => {
    const core = asking(trained.copy())
    const ids = [trained.run().id, trained.other().id]
    const queued = await core.ask('runs.start', { config: { epochs: 1 } })
    const { pixels, answers, label } = await core.ask('evaluations.answers', {
      ids: [...ids, queued.id],
      set: 'test',
      index: 7,
    })
    expect(pixels).toBe(base64(mnistImages(8)[7]))
    expect(label).toBe(mnistLabels(8)[7])
    expect(answers.map(({ id }) => id)).toEqual(ids)
    for (const { id, guess } of answers) {
      const all = { id, set: 'test', which: 'all', order: 'file', from: 7, most: 1 } as const
      const [image] = (await core.ask('evaluations.images', all)).images
      expect(image?.predicted).toBe(guess.digit)
      expect(image?.confidence).toBeCloseTo(guess.confidence, 5)
      expect(image?.truth).toBeCloseTo(guess.probabilities[label] ?? NaN, 5)
    }
  })

  test('beyond the set is not found', async () => {
    const ask = asking(trained.copy()).ask('evaluations.answers', {
      ids: [trained.run().id],
      set: 'test',
      index: 10_000,
    })
    await expect(ask).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no image 10000 in test',
    })
  })
})

describe('two runs', () => {
  const two = () => ({ a: { id: trained.run().id }, b: { id: trained.other().id }, set: 'test' })

  test('agree with their own errors, pile by pile, and with the hardest images', async () => {
    const core = asking(trained.copy())
    const board = await core.ask('evaluations.board', two())
    const ids = [two().a.id, two().b.id]
    const [a, b] = await Promise.all(
      ids.map(async (id) => (await core.ask('evaluations.show', { id, set: 'test' })).score.error),
    )
    expect(board.fixed + board.bothWrong).toBe(Math.round((a ?? NaN) * 10_000))
    expect(board.broken + board.bothWrong).toBe(Math.round((b ?? NaN) * 10_000))
    const pile = async (name: 'fixed' | 'broken' | 'both-wrong') =>
      core.ask('evaluations.pile', { ...two(), pile: name })
    const [fixed, broken, both] = [
      await pile('fixed'),
      await pile('broken'),
      await pile('both-wrong'),
    ]
    expect([fixed.total, broken.total, both.total]).toEqual([
      board.fixed,
      board.broken,
      board.bothWrong,
    ])
    const isRight = ({ images }: typeof fixed) =>
      images.map((image) => [image.a.predicted === image.label, image.b.predicted === image.label])
    expect(new Set(isRight(fixed).map(String))).toEqual(new Set(['false,true']))
    expect(new Set(isRight(broken).map(String))).toEqual(new Set(['true,false']))
    expect(new Set(isRight(both).map(String))).toEqual(new Set(['false,false']))

    const every = await core.ask('evaluations.hardest', { ids, set: 'test', every: true })
    expect(every.total).toBe(board.bothWrong)
    const some = await core.ask('evaluations.hardest', { ids, set: 'test' })
    expect(some.total).toBe(board.bothWrong + board.fixed + board.broken)
    expect(some.images[0]).toMatchObject({ wrong: 2, runs: 2 })
  })

  test('on different images are refused in one line', async () => {
    const core = asking(trained.copy())
    const { id: other } = await trainOnOther(core)
    const ask = core.ask('evaluations.board', { ...two(), b: { id: other } })
    await expect(ask).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^Runs .* were not evaluated on the same images$/) as string,
    })
  })
})

/** Test images of MNIST's form in a data set of their own; `count` makes it another one. */
const addOther = (core: Core, count: number) =>
  core.addDataset(
    {
      id: 'other',
      source: source({
        trainImages: idxImages(20, 28, 28),
        trainLabels: idxLabels(20),
        testImages: idxImages(count, 28, 28),
        testLabels: idxLabels(count),
      }),
    },
    never,
    () => undefined,
  )

async function trainOnOther(core: Core) {
  await addOther(core, 10)
  const config = { dataset: 'other', hidden: [4], epochs: 1, batch: 4 }
  const { id } = await core.ask('runs.start', { config })
  return core.resume(id, never)
}

describe('another data set', () => {
  test('of the same form is read by its test images, and again once it is another', async () => {
    const dataDir = trained.copy()
    const core = asking(dataDir)
    const { id } = trained.run()
    const show = () => core.ask('evaluations.show', { id, set: 'data:other' })
    await addOther(core, 10)
    expect(await show()).toMatchObject({ images: 10, set: 'data:other' })
    await core.ask('data.delete', { id: 'other' })
    await expect(show()).rejects.toMatchObject({ code: 'not-found' })
    await addOther(core, 13)
    expect(await show()).toMatchObject({ images: 13 })
    expect(storedIn(dataDir)).toHaveLength(1)
  })

  test('of another form is refused in one line that names both', async () => {
    const core = asking(trained.copy())
    await core.addDataset({ id: 'tiny', source: source() }, never, () => undefined)
    const { id, name } = trained.run()
    await expect(core.ask('evaluations.show', { id, set: 'data:tiny' })).rejects.toMatchObject({
      code: 'conflict',
      message: `Run ${name} reads images of 28 × 28 pixels in 10 classes; the data set tiny has 5 × 4 pixels in 10 classes`,
    })
  })

  test('in place of the one that the run began with is refused', async () => {
    const dataDir = trained.copy()
    databaseOf(dataDir).exec(`UPDATE run SET dataset_sha256 = 'other'`)
    const { id } = trained.run()
    await expect(
      asking(dataDir).ask('evaluations.show', { id, set: 'test' }),
    ).rejects.toMatchObject({ code: 'missing-data' })
  })
})

describe('my handwriting', () => {
  const picture = (index: number) => ({
    kind: 'picture' as const,
    label: mnistLabels(index + 1)[index] ?? 0,
    pixels: base64(mnistImages(index + 1)[index]),
  })

  test('is read drawing by drawing, by its numbers, and again when there are others', async () => {
    const core = asking(trained.copy())
    const { id } = trained.run()
    const kept = await core.ask('handwriting.keep', { drawings: [0, 1, 2, 3].map(picture) })
    const asked = { id, set: 'handwriting', which: 'all', order: 'file' } as const
    const found = await core.ask('evaluations.images', asked)
    const facts = ({ images }: Output<'evaluations.images'>) =>
      images.map(({ index, label, pixels }) => ({ number: index, label, pixels }))
    const expected = kept.map(({ number, label, pixels }) => ({ number, label, pixels }))
    expect(facts(found)).toEqual(expected)
    // The same answers by two ways to compute.
    await core.ask('handwriting.settle', {})
    const readings = await core.ask('handwriting.readings', { id })
    expect(readings.map(({ digit }) => digit)).toEqual(
      found.images.map(({ predicted }) => predicted),
    )

    const [first, second] = kept.map(({ number }) => number)
    await core.ask('handwriting.delete', { numbers: [first ?? 0] })
    expect(facts(await core.ask('evaluations.images', asked))).toEqual(expected.slice(1))
    await core.ask('handwriting.relabel', { numbers: [second ?? 0], label: 5 })
    expect((await core.ask('evaluations.images', asked)).images[0]).toMatchObject({
      index: second,
      label: 5,
    })
  })

  test('is nothing for a run that reads other images', async () => {
    const core = asking(trained.copy())
    await core.addDataset({ id: 'tiny', source: source() }, never, () => undefined)
    const config = { dataset: 'tiny', hidden: [4], epochs: 1, batch: 4 }
    const { id } = await core.ask('runs.start', { config })
    await core.resume(id, never)
    await core.ask('handwriting.keep', { drawings: [picture(0)] })
    await expect(core.ask('evaluations.show', { id, set: 'handwriting' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('cannot read handwriting') as string,
    })
  })
})
