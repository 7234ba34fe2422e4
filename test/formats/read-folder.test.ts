import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { partsOf, readFolder, type FolderOptions } from '../../electron/formats/read-folder.ts'
import { tempDir } from '../temp-dir.ts'

const asIs: FolderOptions = { size: null, isInverted: false }
const greys = Uint8Array.from({ length: 20 }, (_, at) => at * 12)

/** A picture of 5 × 4 pixels, 4 of them high. */
const picture = (pixels = greys, format: 'png' | 'webp' | 'tiff' = 'png') =>
  sharp(pixels, { raw: { width: 5, height: 4, channels: 1 } })
    .toFormat(format, { png: {}, webp: { lossless: true }, tiff: { compression: 'lzw' } }[format])
    .toBuffer()

/** Files by their paths within a new folder. */
function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = tempDir()
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

async function read(folder: string, options: Partial<FolderOptions> = {}) {
  const { train } = await partsOf(folder)
  const images: { label: string; size: readonly number[]; pixels: readonly number[] }[] = []
  const sources: { file: string; sha256: string }[] = []
  const tell = {
    progress: () => undefined,
    source: (source: { file: string; sha256: string }) => sources.push(source),
  }
  for await (const image of readFolder(train, { ...asIs, ...options }, tell))
    images.push({
      label: image.label,
      size: [image.rows, image.columns],
      pixels: [...image.pixels],
    })
  return { classes: train.classes, images, sources }
}

test('each folder is a class, named and sorted as people would, and its pictures keep their greys', async () => {
  const folder = folderOf({
    'class 10/a.png': await picture(),
    'class 2/b.webp': await picture(greys.toReversed(), 'webp'),
    'class 2/a.tiff': await picture(greys, 'tiff'),
    'class 2/.DS_Store': 'left behind',
    'class 2/Thumbs.db': 'left behind',
    'README.txt': 'beside the classes',
  })
  const { classes, images, sources } = await read(folder)
  expect(classes).toEqual(['class 2', 'class 10'])
  expect(images).toEqual([
    { label: 'class 2', size: [4, 5], pixels: [...greys] },
    { label: 'class 2', size: [4, 5], pixels: [...greys.toReversed()] },
    { label: 'class 10', size: [4, 5], pixels: [...greys] },
  ])
  expect(sources).toEqual([
    { file: folder, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
  ])
})

test('the hash of a folder changes with a picture, and with nothing else', async () => {
  const files = { 'a/1.png': await picture(), 'b/1.png': await picture() }
  const [once] = (await read(folderOf(files))).sources
  const [again] = (await read(folderOf(files))).sources
  const other = folderOf({ ...files, 'b/1.png': await picture(greys.with(3, 1)) })
  const [changed] = (await read(other)).sources
  expect(again?.sha256).toBe(once?.sha256)
  expect(changed?.sha256).not.toBe(once?.sha256)
})

test('dark on white is turned into white on black, transparency with it', async () => {
  const rgba = Uint8Array.from({ length: 4 * 16 }, (_, at) => (at < 32 || at % 4 < 3 ? 0 : 255))
  const png = await sharp(rgba, { raw: { width: 4, height: 4, channels: 4 } })
    .png()
    .toBuffer()
  const folder = folderOf({ 'a/1.png': png })
  const [dark] = (await read(folder, { isInverted: true })).images
  expect(dark?.pixels).toEqual([...Array<number>(8).fill(0), ...Array<number>(8).fill(255)])
  const [light] = (await read(folder)).images
  expect(light?.pixels).toEqual(Array<number>(16).fill(0))
})

test('pictures of any size are fitted into one that is given, the rest is ground', async () => {
  const white = await sharp({
    create: { width: 100, height: 50, channels: 3, background: 'white' },
  })
    .jpeg()
    .toBuffer()
  const { images } = await read(folderOf({ 'a/1.jpg': white }), { size: { rows: 8, columns: 8 } })
  expect(images[0]?.size).toEqual([8, 8])
  const rows = Array.from({ length: 8 }, (_, row) => images[0]?.pixels.slice(row * 8, row * 8 + 8))
  expect(rows[0]).toEqual(Array<number>(8).fill(0))
  expect(rows[4]).toEqual(Array<number>(8).fill(255))
})

test('folders named train and test divide it', async () => {
  const folder = folderOf({
    'train/a/1.png': await picture(),
    'train/b/1.png': await picture(),
    'test/a/1.png': await picture(),
  })
  const { train, test: tests } = await partsOf(folder)
  expect(train.classes).toEqual(['a', 'b'])
  expect(tests?.classes).toEqual(['a'])
  expect((await partsOf(folderOf({ 'train/1.png': await picture() }))).test).toBeNull()
})

test.each<[string, () => Promise<string>, string]>([
  ['no folder', () => Promise.resolve(join(tempDir(), 'none')), 'none: there is no such file'],
  [
    'an empty class',
    () => {
      const folder = tempDir()
      mkdirSync(join(folder, 'a'))
      return Promise.resolve(folder)
    },
    'a: number of pictures must be at least 1, found 0',
  ],
  [
    'a text',
    () => Promise.resolve(folderOf({ 'a/1.png': 'no picture' })),
    '1.png: Not a picture: it must be',
  ],
  [
    'half a picture',
    async () => folderOf({ 'a/1.png': (await picture()).subarray(0, 60) }),
    '1.png: The picture is damaged or incomplete',
  ],
  [
    'a small one',
    async () => {
      const png = await sharp({ create: { width: 3, height: 9, channels: 3, background: 'red' } })
        .png()
        .toBuffer()
      return folderOf({ 'a/1.png': png })
    },
    '1.png: size must be 4 to 64 pixels a side unless a size is given, found 9 × 3',
  ],
  [
    'a large one',
    async () => {
      const png = await sharp({
        create: { width: 9000, height: 9000, channels: 3, background: 'red' },
      })
        .png()
        .toBuffer()
      return folderOf({ 'a/1.png': png })
    },
    '1.png: The picture is too large',
  ],
  [
    'a folder in a class',
    async () => folderOf({ 'a/b/1.png': await picture() }),
    'a/b: must be a file, found a folder',
  ],
  [
    'a link to itself',
    () => {
      const folder = tempDir()
      symlinkSync(join(folder, 'a'), join(folder, 'a'))
      return Promise.resolve(folder)
    },
    'a: its symbolic links lead in a circle',
  ],
])('%s is refused in one line that names it', async (_, make, why) => {
  const folder = await make()
  await expect(read(folder)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringMatching(/^[^\n]+$/) as string,
  })
  await expect(read(folder)).rejects.toThrow(why)
})
