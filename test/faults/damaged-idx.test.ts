import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { idx, idxImages, idxLabels } from '../fixtures/idx-bytes.ts'
import { tempDir } from '../temp-dir.ts'
import { expectRefused, sound, tar } from './adding.ts'

const pixels = sound.trainImages.subarray(16)
const images = (...words: readonly number[]) => idx(words, pixels)
const labels = sound.trainLabels.subarray(8)
const magic = (found: string) => `magic number must be 0x00000803, found ${found}`
describe('a damaged file of images is refused with field, expected and found value', () => {
  test.each<[string, Buffer, string]>([
    ['empty', Buffer.alloc(0), 'length must be at least 16 bytes, found 0'],
    ['one byte', Buffer.of(0), 'length must be at least 16 bytes, found 1'],
    [
      'a cut header',
      sound.trainImages.subarray(0, 15),
      'length must be at least 16 bytes, found 15',
    ],
    ['a header alone', sound.trainImages.subarray(0, 16), 'length must be 256 bytes, found 16'],
    ['zeros', Buffer.alloc(256), magic('0x00000000')],
    ['labels', sound.trainLabels, magic('0x00000801')],
    ['signed bytes', images(0x903, 12, 5, 4), magic('0x00000903')],
    ['shorts', images(0xb03, 12, 5, 4), magic('0x00000b03')],
    ['integers', images(0xc03, 12, 5, 4), magic('0x00000c03')],
    ['floats', images(0xd03, 12, 5, 4), magic('0x00000d03')],
    ['doubles', images(0xe03, 12, 5, 4), magic('0x00000e03')],
    ['two dimensions', images(0x802, 12, 5, 4), magic('0x00000802')],
    ['four dimensions', images(0x804, 12, 5, 4), magic('0x00000804')],
    ['the other byte order', images(0x03080000, 12, 5, 4), magic('0x03080000')],
    ['text', Buffer.from('label,pixel1,pixel2\n'), magic('0x6c616265')],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), magic('0x89504e47')],
    ['a zip file', Buffer.from('PK\x03\x04'.padEnd(64, '\0'), 'latin1'), magic('0x504b0304')],
    ['a tar file', tar, magic('0x74726169')],
    ['no images', images(0x803, 0, 5, 4), 'number of images must be 1 to 1000000, found 0'],
    [
      '2³¹ images',
      images(0x803, 2 ** 31, 5, 4),
      'number of images must be 1 to 1000000, found 2147483648',
    ],
    [
      '-1 images',
      images(0x803, 2 ** 32 - 1, 5, 4),
      'number of images must be 1 to 1000000, found 4294967295',
    ],
    [
      'a count of one more',
      images(0x803, 13, 5, 4),
      'number of images must be that of the labels, 12, found 13',
    ],
    [
      'a count of one less',
      images(0x803, 11, 5, 4),
      'number of images must be that of the labels, 12, found 11',
    ],
    ['no rows', images(0x803, 12, 0, 4), 'rows must be 4 to 64, found 0'],
    ['few rows', images(0x803, 12, 3, 4), 'rows must be 4 to 64, found 3'],
    ['many rows', images(0x803, 12, 65, 4), 'rows must be 4 to 64, found 65'],
    ['2³¹ rows', images(0x803, 12, 2 ** 31, 4), 'rows must be 4 to 64, found 2147483648'],
    ['no columns', images(0x803, 12, 5, 0), 'columns must be 4 to 64, found 0'],
    ['2³¹ columns', images(0x803, 12, 5, 2 ** 31), 'columns must be 4 to 64, found 2147483648'],
    ['-1 columns', images(0x803, 12, 5, 2 ** 32 - 1), 'columns must be 4 to 64, found 4294967295'],
    ['a product of 2³²', images(0x803, 12, 2 ** 16, 2 ** 16), 'rows must be 4 to 64, found 65536'],
    ['another product', images(0x803, 12, 64, 64), 'length must be 49168 bytes, found 256'],
    ['a byte too few', sound.trainImages.subarray(0, -1), 'length must be 256 bytes, found 255'],
    [
      'a byte too many',
      Buffer.concat([sound.trainImages, Buffer.of(0)]),
      'length must be 256 bytes, found 257',
    ],
    [
      'a file twice',
      Buffer.concat([sound.trainImages, sound.trainImages]),
      'length must be 256 bytes, found 512',
    ],
  ])('%s', async (_, trainImages, why) => {
    await expectRefused({ trainImages }, `trainImages: ${why}`)
  })
})

describe('a damaged file of labels is refused with field, expected and found value', () => {
  test.each<[string, Buffer, string]>([
    ['empty', Buffer.alloc(0), 'length must be at least 8 bytes, found 0'],
    ['a cut header', sound.trainLabels.subarray(0, 7), 'length must be at least 8 bytes, found 7'],
    ['a header alone', sound.trainLabels.subarray(0, 8), 'length must be 20 bytes, found 8'],
    ['images', sound.trainImages, 'magic number must be 0x00000801, found 0x00000803'],
    ['no labels', idx([0x801, 0], []), 'number of labels must be 1 to 1000000, found 0'],
    [
      '2³¹ labels',
      idx([0x801, 2 ** 31], labels),
      'number of labels must be 1 to 1000000, found 2147483648',
    ],
    ['a count too large', idx([0x801, 13], labels), 'length must be 21 bytes, found 20'],
    ['a byte too many', idx([0x801, 12], [...labels, 0]), 'length must be 20 bytes, found 21'],
    ['a label of 10', idx([0x801, 12], labels.with(7, 10)), 'label 7 must be 0 to 9, found 10'],
    [
      'a label of 255',
      idx([0x801, 12], labels.with(11, 255)),
      'label 11 must be 0 to 9, found 255',
    ],
  ])('%s', async (_, trainLabels, why) => {
    await expectRefused({ trainLabels }, `trainLabels: ${why}`)
  })

  test('fewer labels than images', () =>
    expectRefused(
      { trainLabels: idxLabels(11) },
      'trainImages: number of images must be that of the labels, 11, found 12',
    ))
})

describe('a test set that does not fit the training set is refused', () => {
  test('images of another size', () =>
    expectRefused(
      { testImages: idxImages(6, 4, 5) },
      'testImages, image 0: size must be 5 × 4, found 4 × 5',
    ))
  test('a label beyond the classes', () =>
    expectRefused(
      { testLabels: idx([0x801, 6], [0, 1, 2, 3, 4, 12]) },
      'testLabels: label 5 must be 0 to 9, found 12',
    ))
  test('images that are all of one grey', () =>
    expectRefused(
      { trainImages: idx([0x803, 12, 5, 4], new Uint8Array(240).fill(9)) },
      'The deviation of the training pixels must be above 0.00005, found less',
    ))
})

describe('what is no file is refused, and never waited for', () => {
  test('a folder', async () => {
    const folder = join(tempDir(), 'folder')
    mkdirSync(folder)
    await expectRefused({ trainImages: folder }, 'folder: must be a file, found a folder')
  })
  test('a file that is not there', () =>
    expectRefused(
      { testLabels: join(tempDir(), 'none') },
      'Cannot read none: there is no such file',
    ))
  test('a path through a file', () => {
    const file = join(tempDir(), 'file')
    writeFileSync(file, 'x')
    return expectRefused(
      { trainLabels: join(file, 'more') },
      'Cannot read more: part of its path is not a folder',
    )
  })
  test('a path with a zero byte', () =>
    expectRefused({ trainLabels: 'a\0b' }, 'Cannot read a\0b: its name is not valid'))
  test('a symbolic link to itself', () => {
    const link = join(tempDir(), 'link')
    symlinkSync(link, link)
    return expectRefused(
      { trainImages: link },
      'Cannot read link: its symbolic links lead in a circle',
    )
  })
  test.skipIf(process.platform === 'win32')('a pipe that nobody writes to', () => {
    const pipe = join(tempDir(), 'pipe')
    execFileSync('mkfifo', [pipe])
    return expectRefused({ trainImages: pipe }, 'pipe: must be a file, found a pipe')
  })
  test.skipIf(process.platform === 'win32')('a device without end', () =>
    expectRefused({ trainImages: '/dev/zero' }, 'zero: must be a file, found a device'),
  )
  const isRoot = process.getuid?.() === 0
  test.skipIf(isRoot)('a file that may not be read (left out for root, who may)', () => {
    const file = join(tempDir(), 'secret')
    writeFileSync(file, sound.trainImages)
    chmodSync(file, 0)
    return expectRefused({ trainImages: file }, 'Cannot read secret: no permission to read it')
  })
})
