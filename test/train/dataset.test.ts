import { rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { batchOf, divide, readDataset, type ImageSet } from '../../electron/train/dataset.ts'
import { tempDir } from '../temp-dir.ts'
import { writeSet } from './idx-files.ts'
import { smallSet } from './small-set.ts'

/** A set whose bytes lie in no buffer of Node's. */
const plain = (set: ImageSet): ImageSet => ({
  ...set,
  pixels: new Uint8Array(set.pixels),
  labels: new Uint8Array(set.labels),
})

const inputs = 784
const sets = { train: smallSet(20), test: smallSet(5, 2) }

test('a data set comes out of its files as it went in', async () => {
  const { train, test: other } = await readDataset(writeSet(tempDir(), sets), mnistShape)
  expect(plain(train)).toEqual(sets.train)
  expect(plain(other)).toEqual(sets.test)
})

test('a cut keeps the first training images and all test images', async () => {
  const { train, test: all } = await readDataset(writeSet(tempDir(), sets), mnistShape, {
    trainImages: 7,
  })
  expect(plain(train)).toEqual({
    ...sets.train,
    count: 7,
    pixels: sets.train.pixels.subarray(0, 7 * inputs),
    labels: sets.train.labels.subarray(0, 7),
  })
  expect(plain(all)).toEqual(sets.test)
})

test('a cut larger than the set is the set', async () => {
  expect(
    (await readDataset(writeSet(tempDir(), sets), mnistShape, { trainImages: 60_000 })).train.count,
  ).toBe(20)
})

test('images for validation are the last of those that are used, and not learned from', async () => {
  const files = writeSet(tempDir(), sets)
  const { train, validation } = await readDataset(files, mnistShape, {
    trainImages: 10,
    validation: 0.3,
  })
  expect(train.count).toBe(7)
  expect(plain(validation ?? train)).toEqual({
    ...sets.train,
    count: 3,
    pixels: sets.train.pixels.subarray(7 * inputs, 10 * inputs),
    labels: sets.train.labels.subarray(7, 10),
  })
  expect((await readDataset(files, mnistShape)).validation).toBeNull()
})

test.each([
  [{ validation: 0.1 }, 60_000, { train: 54_000, validation: 6000 }],
  [{ validation: 0.0001 }, 100, { train: 99, validation: 1 }],
  [{ validation: 0.5, trainImages: 1 }, 100, { train: 1, validation: 0 }],
  [{ trainImages: 200 }, 100, { train: 100, validation: 0 }],
])('%j of %i images are %j', (division, available, parts) => {
  expect(divide(division, available)).toEqual(parts)
})

test('a file that is missing is named', async () => {
  const files = writeSet(tempDir(), sets)
  rmSync(files.testLabels)
  await expect(readDataset(files, mnistShape)).rejects.toMatchObject({
    code: 'missing-data',
    message: expect.stringContaining(files.testLabels) as string,
  })
})

test('labels of another number than the images are refused', async () => {
  const files = writeSet(tempDir(), sets)
  writeFileSync(files.trainLabels, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 1, 2))
  await expect(readDataset(files, mnistShape)).rejects.toMatchObject({
    code: 'unreadable',
    message: `${files.trainLabels}: number of labels must be 20, found 2`,
  })
})

test('a label beyond the classes is refused, and named', async () => {
  const files = writeSet(tempDir(), sets)
  const nine = { ...mnistShape, classes: mnistShape.classes.slice(0, 9) }
  await expect(readDataset(files, nine)).rejects.toMatchObject({
    code: 'unreadable',
    message: `${files.trainLabels}: label 9 must be 0 to 8, found 9`,
  })
})

test('images of another size than the shape are refused', async () => {
  const files = writeSet(tempDir(), sets)
  await expect(readDataset(files, { ...mnistShape, columns: 14 })).rejects.toMatchObject({
    code: 'unreadable',
    message: `${files.trainImages}: images must be 28 × 14 pixels, found 28 × 28`,
  })
})

test('a batch holds the images of its part of the order, the last what is left', () => {
  const order = Uint32Array.of(3, 0, 2)
  const { pixels, labels } = batchOf(sets.train, order, 1, 3)
  expect(labels).toEqual(Uint8Array.of(0, 2))
  expect(pixels.subarray(inputs)).toEqual(sets.train.pixels.subarray(2 * inputs, 3 * inputs))
  expect(batchOf(sets.train, order, 2, 4).labels).toEqual(Uint8Array.of(2))
})
