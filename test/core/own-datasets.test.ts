import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { StartRun, type RunId } from '../../electron/contract/entities.ts'
import type { Dataset } from '../../electron/contract/datasets.ts'
import type { DatasetSource } from '../../electron/core/dataset-source.ts'
import type { Core } from '../../electron/core/core.ts'
import { parseImages, parseLabels } from '../../electron/formats/idx.ts'
import { sound, source } from '../faults/adding.ts'
import { tinyCsv, tinySource } from '../fixtures/tiny-csv.ts'
import { tempDir } from '../temp-dir.ts'
import { hasEnded, tempCore, whenRun } from './temp-core.ts'

const never = new AbortController().signal
const nothing = () => undefined
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

const add = (core: Core, from: DatasetSource, id = 'own') =>
  core.addDataset({ id, source: from }, never, nothing)

const tiny = (count = 20) => tinySource(tinyCsv(tempDir(), count))

/** A short run on a data set. */
const start = (dataset: string, config: Partial<StartRun['config']> = {}) =>
  v.parse(StartRun, { config: { dataset, hidden: [4], epochs: 2, batch: 4, ...config } })

test('IDX files are kept as they were, plain, private, with their hashes and what they hold', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, worksQueue: false, now: () => 1234 })
  const packed = gzipSync(sound.trainImages)
  const from = source({ trainImages: packed })
  const dataset = await add(core, from)

  const folder = join(dataDir, 'datasets', 'own')
  const names = ['t10k-images', 't10k-labels', 'train-images', 'train-labels']
  expect(readdirSync(folder).sort()).toEqual(
    names.map((name) => `${name}-idx${name.endsWith('images') ? '3' : '1'}-ubyte`),
  )
  expect(readFileSync(join(folder, 'train-images-idx3-ubyte'))).toEqual(sound.trainImages)
  expect(readFileSync(join(folder, 't10k-labels-idx1-ubyte'))).toEqual(sound.testLabels)
  for (const name of readdirSync(folder))
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)

  const pixels = sound.trainImages.subarray(16)
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length
  const spread = pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length
  expect(dataset).toMatchObject({
    id: 'own',
    rows: 5,
    columns: 4,
    train: 12,
    test: 6,
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    mean: Number((mean / 255).toFixed(4)),
    deviation: Number((Math.sqrt(spread) / 255).toFixed(4)),
    isOwn: true,
    addedAt: 1234,
    bytes: 12 * 20 + 12 + 6 * 20 + 6 + 48,
    sha256: sha256(
      [sound.trainImages, sound.trainLabels, sound.testImages, sound.testLabels]
        .map(sha256)
        .join(''),
    ),
  })
  expect(dataset.sources.map((each) => each.sha256)).toContain(sha256(packed))
  expect(await core.ask('data.list', {})).toEqual([
    expect.objectContaining({ id: 'mnist', isOwn: false }),
    dataset,
  ])
  const detail = await core.ask('data.show', { id: 'own' })
  expect(detail.counts.train).toEqual([2, 2, 1, 1, 1, 1, 1, 1, 1, 1])
  expect(detail.counts.test).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0, 0])
  expect(detail.samples[5]).toBe(sound.testImages.subarray(16 + 100, 16 + 120).toString('base64'))
  expect(detail.samples[6]).toBeNull()
})

test('the same file is divided in the same way, of each class the same share, and no image is in both', async () => {
  const dirs = [tempDir(), tempDir()]
  const file = tinyCsv(tempDir(), 50)
  const made: Dataset[] = []
  for (const dataDir of dirs)
    made.push(await add(tempCore({ dataDir, worksQueue: false }), tinySource(file)))
  expect(made[0]?.sha256).toBe(made[1]?.sha256)
  expect(made[0]).toMatchObject({ train: 40, test: 10, rows: 4, columns: 4, classes: ['a', 'b'] })

  const folder = join(dirs[0] ?? '', 'datasets', 'own')
  const bytes = (name: string) => readFileSync(join(folder, name))
  const labels = parseLabels(bytes('t10k-labels-idx1-ubyte'), 'labels', 2)
  expect([...labels].sort()).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
  const images = ['train-images-idx3-ubyte', 't10k-images-idx3-ubyte'].flatMap((name) => {
    const { count, pixels } = parseImages(bytes(name), name)
    return Array.from({ length: count }, (_, at) => pixels.subarray(at * 16, at * 16 + 16).join())
  })
  expect(new Set(images).size).toBe(50)
  // Images of class a are bright above: each has kept its label.
  const tests = parseImages(bytes('t10k-images-idx3-ubyte'), 'images').pixels
  labels.forEach((label, at) => {
    expect((tests[at * 16] ?? 0) > 100).toBe(label === 0)
  })
})

test('a run is made for the data set it names, trains on it, and its steps come from its images', async () => {
  const core = tempCore({ worksQueue: false })
  const dataset = await add(core, tiny(50))
  const run = await core.train(start('own'), never)
  const { rows, columns, classes, mean, deviation } = dataset
  expect(run).toMatchObject({
    status: 'completed',
    progress: { step: 20, steps: 20 },
    dataset: { id: 'own', sha256: dataset.sha256, rows, columns, classes, mean, deviation },
  })
})

test('what a data set does not have is refused in one line', async () => {
  const core = tempCore({ worksQueue: false })
  await add(core, tiny())
  const asked = (dataset: string, config: object) =>
    core.ask('runs.start', { config: { dataset, ...config } })
  await expect(asked('none', {})).rejects.toMatchObject({
    code: 'not-found',
    message: 'There is no data set none; data sets are mnist, own',
  })
  await expect(asked('own', { trainImages: 17 })).rejects.toMatchObject({
    code: 'bad-input',
    message: 'Training images must be a whole number from 1 to 16 (config.trainImages: 17)',
  })
  await expect(asked('own', { styles: 1 })).rejects.toMatchObject({
    code: 'bad-input',
    message:
      'Style strength must be 0: it draws on the digits 0 to 9, and own has other classes (config.styles: 1)',
  })
  expect(await core.ask('runs.list', {})).toEqual([])
})

test('a name is given once, and mnist never', async () => {
  const core = tempCore({ worksQueue: false })
  await add(core, tiny())
  await expect(add(core, tiny(30))).rejects.toMatchObject({ code: 'conflict' })
  await expect(add(core, tiny(), 'mnist')).rejects.toMatchObject({ code: 'conflict' })
  await expect(core.ask('data.delete', { id: 'mnist' })).rejects.toMatchObject({ code: 'conflict' })
})

test('a name as mixes with my handwriting have is given to nothing else', async () => {
  const core = tempCore({ worksQueue: false })
  await expect(add(core, tiny(), 'mnist-handwriting-0123abcd')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('mnist-handwriting-0123abcd') as string,
  })
  await add(core, tiny(), 'my-handwriting')
  expect((await core.ask('data.list', {})).map(({ id }) => id)).toEqual(['mnist', 'my-handwriting'])
})

test('two that add one name at the same time do not mix: one is kept, the other refused', async () => {
  const dataDir = tempDir()
  const cores = [1, 2].map(() => tempCore({ dataDir, worksQueue: false }))
  const ended = await Promise.allSettled(cores.map((core, at) => add(core, tiny(20 + at * 10))))
  expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const [kept] = ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const listed = await cores[0]?.ask('data.list', {})
  expect(listed?.[1]).toEqual(kept)
  expect(readdirSync(join(dataDir, 'datasets'))).toEqual(['own'])
  await expect(cores[0]?.ask('data.show', { id: 'own' })).resolves.toBeDefined()
})

test('a data set is deleted with its files once no run outside the bin was made for it', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, worksQueue: false })
  await add(core, tiny())
  const ids: RunId[] = []
  for (const seed of [1, 2]) ids.push((await core.ask('runs.start', start('own', { seed }))).id)
  await expect(core.ask('data.delete', { id: 'own' })).rejects.toMatchObject({
    code: 'conflict',
    message: 'The data set own cannot be deleted: 2 runs were made for it; delete them first',
  })
  await core.ask('runs.delete', { ids })
  await core.ask('data.delete', { id: 'own' })
  expect(readdirSync(join(dataDir, 'datasets'))).toEqual([])
  await expect(core.ask('data.delete', { id: 'own' })).rejects.toMatchObject({ code: 'not-found' })
})

test('a run does not go on, and is not repeated, on another data set of the same name', async () => {
  const core = tempCore({ worksQueue: false })
  const { sha256: first } = await add(core, tiny(20))
  const { id } = await core.train(start('own'), never)
  await core.ask('runs.extend', { id, epochs: 1 })
  await core.ask('runs.delete', { ids: [id] })
  await core.ask('data.delete', { id: 'own' })
  const { sha256: second } = await add(core, tiny(30))
  await core.ask('runs.restore', { ids: [id] })

  const why = `began with a data set own of SHA-256 ${first}, and the one there is now has ${second}`
  expect(await core.resume(id, never)).toMatchObject({ status: 'failed', reason: `It ${why}` })
  await expect(core.ask('runs.reproduce', { id })).rejects.toMatchObject({
    code: 'missing-data',
    message: expect.stringContaining(why) as string,
  })
})

test('damaged files fail a run by name, and only the same data set may take their place', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir })
  await add(core, tiny(20))
  const file = join(dataDir, 'datasets', 'own', 'train-images-idx3-ubyte')
  appendFileSync(file, 'x')
  const { id } = await core.ask('runs.start', start('own'))
  expect(await whenRun(core, id, hasEnded)).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining(`${file} is not the original: SHA-256`) as string,
  })
  rmSync(file)
  const { datasets } = await core.ask('lab.doctor', { engine: 'cpu' })
  expect(datasets[1]).toMatchObject({ id: 'own', files: [{ ok: false }, {}, {}, {}] })

  await expect(add(core, tiny(30))).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('these are not the ones it was made from') as string,
  })
  await add(core, tiny(20))
  expect(readdirSync(join(dataDir, 'datasets'))).toEqual(['own'])
  expect(await core.train(start('own'), never)).toMatchObject({ status: 'completed' })
})

test('an abort leaves nothing, and throws the reason', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, worksQueue: false })
  const stop = new AbortController()
  const reason = new Error('enough')
  const told: number[] = []
  const adding = core.addDataset({ id: 'own', source: tiny(2000) }, stop.signal, (share) => {
    told.push(share)
    stop.abort(reason)
  })
  await expect(adding).rejects.toBe(reason)
  expect(told).toHaveLength(1)
  expect(readdirSync(join(dataDir, 'datasets'))).toEqual([])
  expect(await core.ask('data.list', {})).toHaveLength(1)
})

test('progress only grows, and ends at 1', async () => {
  const shares: number[] = []
  const core = tempCore({ worksQueue: false })
  await core.addDataset({ id: 'own', source: source() }, never, (share) => shares.push(share))
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
})

test('another core hears of a data set that is added or deleted', async () => {
  const dataDir = tempDir()
  const [here, there] = [1, 2].map(() => tempCore({ dataDir, worksQueue: false }))
  const heard: number[] = []
  there?.on('data.changed', (datasets) => heard.push(datasets.length))
  if (here) await add(here, tiny())
  await expect.poll(() => heard).toEqual([2])
  await here?.ask('data.delete', { id: 'own' })
  await expect.poll(() => heard).toEqual([2, 1])
})

test('a single class is refused', async () => {
  const file = join(tempDir(), 'one.csv')
  const line = (value: number) => `x,${Array.from({ length: 16 }, (_, at) => at * value).join()}`
  writeFileSync(file, [1, 2, 3].map(line).join('\n'))
  await expect(add(tempCore({ worksQueue: false }), tinySource(file))).rejects.toMatchObject({
    code: 'unreadable',
    message: 'The number of classes must be at least 2, found 1',
  })
})
