import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { createBatches, type Batches, type BatchesOptions } from '../../electron/train/batches.ts'
import { batchOf } from '../../electron/train/dataset.ts'
import { orderOf } from '../../electron/train/order.ts'
import { tempDir } from '../temp-dir.ts'
import { smallSet } from './small-set.ts'

const root = join(import.meta.dirname, '..', '..')
const augmenter = join(root, 'out', 'main', 'augmenter.js')
const set = smallSet(1030)
const robust = { seed: 3, batch: 100, affine: 1, styles: 1 }
/** Eleven batches, the last of 30 images. */
const stepsPerEpoch = 11

const open: Batches[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((batches) => batches.close()))
})
const batchesOf = (options: Partial<BatchesOptions>) => {
  const batches = createBatches({ set, config: robust, augmenter: null, ...options })
  open.push(batches)
  return batches
}

/** The batches of two epochs, from a step on. */
async function twoEpochs(batches: Batches, from = 0) {
  const taken = []
  for (let step = from; step < 2 * stepsPerEpoch; step += 1)
    taken.push(await batches.at(Math.floor(step / stepsPerEpoch) + 1, (step % stepsPerEpoch) + 1))
  return taken
}

test('without augmentation a batch is the images themselves, in the order of the seed', async () => {
  const batches = batchesOf({ config: { ...robust, affine: 0, styles: 0 }, augmenter })
  const order = orderOf(robust.seed, 2, set.count)
  await expect(batches.at(2, 11)).resolves.toMatchObject(batchOf(set, order, 1000, 1100))
  await expect(batches.at(2, 1)).resolves.toMatchObject(batchOf(set, order, 0, 100))
})

test('the same batches come from the thread as without it, to the last byte', async () => {
  const warned = vi.spyOn(process, 'emitWarning')
  const here = await twoEpochs(batchesOf({}))
  const thread = await twoEpochs(batchesOf({ augmenter }))
  expect(here.map(({ labels }) => labels.length).slice(9, 12)).toEqual([100, 30, 100])
  thread.forEach((batch, step) => {
    expect(batch.labels).toEqual(here[step]?.labels)
    expect(batch.pixels).toEqual(here[step]?.pixels)
  })
  expect(warned).not.toHaveBeenCalled()
})

test('changed images keep their digits and are changed anew in each epoch', async () => {
  const order = orderOf(robust.seed, 1, set.count)
  const plain = batchOf(set, order, 0, 100)
  const batch = await batchesOf({ augmenter }).at(1, 1)
  expect(batch.labels).toEqual(plain.labels)
  expect(batch.pixels).not.toEqual(plain.pixels)
})

test('any batch may come next', async () => {
  const all = await twoEpochs(batchesOf({}))
  const batches = batchesOf({ augmenter })
  const resumed = await twoEpochs(batches, 7)
  expect(resumed.map(({ pixels }) => pixels)).toEqual(all.slice(7).map(({ pixels }) => pixels))
  for (const step of [12, 12, 3, 4, 9]) {
    const [batch] = await twoEpochs(batches, step)
    expect(batch?.pixels).toEqual(all[step]?.pixels)
  }
})

test('a thread that does not start, or ends in the middle, leaves its work to this one', async () => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  const all = await twoEpochs(batchesOf({}))
  const absent = join(root, 'out', 'main', 'no-such-entry.js')
  const dying = join(tempDir(), 'dying.mjs')
  await writeFile(
    dying,
    `import { parentPort } from 'node:worker_threads'
     let heard = 0
     parentPort.on('message', ({ batch: { pixels } }) => {
       heard += 1
       if (heard > 3) throw new Error('no more')
       parentPort.postMessage(pixels)
     })`,
  )
  const without = await twoEpochs(batchesOf({ augmenter: absent }))
  expect(without.map(({ pixels }) => pixels)).toEqual(all.map(({ pixels }) => pixels))
  const ended = await twoEpochs(batchesOf({ augmenter: dying }))
  expect(ended.slice(3).map(({ pixels }) => pixels)).toEqual(
    all.slice(3).map(({ pixels }) => pixels),
  )
  expect(warned).toHaveBeenCalledTimes(2)
})

test('a process ends by itself while the thread waits for work', async () => {
  const program = `
    import { createBatches } from ${JSON.stringify(pathToFileURL(join(root, 'electron', 'train', 'batches.ts')))}
    const set = { count: 1000, rows: 28, columns: 28, pixels: new Uint8Array(784_000).fill(9), labels: new Uint8Array(1000) }
    const batches = createBatches({ set, config: ${JSON.stringify(robust)}, augmenter: ${JSON.stringify(augmenter)} })
    for (let step = 1; step <= 10; step += 1) console.log((await batches.at(1, step)).labels.length)`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', program],
    {
      timeout: 60_000,
    },
  )
  expect(stdout.trim().split('\n')).toEqual(Array.from({ length: 10 }, () => '100'))
})
