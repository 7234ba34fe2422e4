import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readCsv, type CsvOptions } from '../../electron/formats/read-csv.ts'
import { tempDir } from '../temp-dir.ts'

const square: CsvOptions = { size: null, classes: null }
const pixels = Array.from({ length: 16 }, (_, at) => at * 17)
const line = (label: string, values: readonly (number | string)[] = pixels) =>
  [label, ...values].join(',')

function fileOf(content: string | Buffer): string {
  const file = join(tempDir(), 'set.csv')
  writeFileSync(file, content)
  return file
}

/** Labels, sizes and pixels as they come, and the hashes that were told. */
async function read(content: string | Buffer, options: Partial<CsvOptions> = {}) {
  const images: { label: string; size: readonly number[]; pixels: readonly number[] }[] = []
  const sources: unknown[] = []
  const tell = { progress: () => undefined, source: (source: unknown) => sources.push(source) }
  for await (const image of readCsv(fileOf(content), { ...square, ...options }, tell))
    images.push({
      label: image.label,
      size: [image.rows, image.columns],
      pixels: [...image.pixels],
    })
  return { images, sources }
}

const image = (label: string) => ({ label, size: [4, 4], pixels })

test.each<[string, string | Buffer]>([
  ['lines', `${line('3')}\n${line('cat')}\n`],
  ['no end of the last line', `${line('3')}\n${line('cat')}`],
  ['lines of another system', `${line('3')}\r\n${line('cat')}\r\n`],
  ['an empty line at the end', `${line('3')}\n${line('cat')}\n\n`],
  ['a mark of the byte order', `\ufeff${line('3')}\n${line('cat')}\n`],
  ['quotes', `"3",${pixels.map((value) => `"${String(value)}"`).join()}\n${line('"cat"')}\n`],
  ['spaces', `3 , ${pixels.join(' , ')}\n${line(' cat')}\n`],
  [
    'titles',
    `label,${pixels.map((_, at) => `pixel${String(at)}`).join()}\n${line('3')}\n${line('cat')}\n`,
  ],
  [
    'numbers as titles',
    `Label,${pixels.map((_, at) => at).join()}\n${line('3')}\n${line('cat')}\n`,
  ],
  ['gzip', gzipSync(`${line('3')}\n${line('cat')}\n`)],
])('a file with %s gives its labels and pixels', async (_, content) => {
  const { images, sources } = await read(content)
  expect(images).toEqual([image('3'), image('cat')])
  expect(sources).toHaveLength(1)
})

test('a size makes images of other shapes', async () => {
  const { images } = await read(line('a', Array<number>(24).fill(7)), {
    size: { rows: 4, columns: 6 },
  })
  expect(images).toEqual([{ label: 'a', size: [4, 6], pixels: Array<number>(24).fill(7) }])
})

test('classes that are named may stand there as names or as numbers', async () => {
  const { images } = await read(`${line('1')}\n${line('one')}\n${line('0')}`, {
    classes: ['zero', 'one'],
  })
  expect(images.map(({ label }) => label)).toEqual(['one', 'one', 'zero'])
})

const short = pixels.slice(1)
const classes = { classes: ['zero', 'one'] }

test.each<[string, string, Partial<CsvOptions>, string]>([
  ['an empty file', '', {}, 'number of images must be at least 1, found 0'],
  ['titles alone', 'label,pixel0\n', {}, 'number of images must be at least 1, found 0'],
  [
    'a value too few',
    `${line('1')}\n${line('1', short)}`,
    {},
    ', line 2: number of values must be 17, found 16',
  ],
  [
    'a value too many',
    `${line('1')}\n${line('1', [...pixels, 1])}`,
    {},
    ', line 2: number of values must be 17, found 18',
  ],
  [
    'no square',
    line('1', short),
    {},
    ', line 1: number of pixels must be that of a square unless a size is given, found 15',
  ],
  ['a small square', line('1', [1, 2, 3, 4]), {}, ', line 1: rows must be 4 to 64, found 2'],
  [
    'another size',
    line('1'),
    { size: { rows: 4, columns: 5 } },
    ', line 1: number of pixels must be 20, found 16',
  ],
  [
    '256',
    line('1', pixels.with(4, 256)),
    {},
    ', line 1, column 6: pixel must be a whole number from 0 to 255, found "256"',
  ],
  [
    '-1',
    line('1', pixels.with(0, -1)),
    {},
    ', line 1, column 2: pixel must be a whole number from 0 to 255, found "-1"',
  ],
  [
    '0.5',
    line('1', pixels.with(15, 0.5)),
    {},
    ', line 1, column 17: pixel must be a whole number from 0 to 255, found "0.5"',
  ],
  [
    'a word',
    `${line('1')}\n${line('1', [...short, 'x'])}`,
    {},
    ', line 2, column 17: pixel must be a whole number from 0 to 255, found "x"',
  ],
  [
    'nothing',
    line('1', ['', ...short].reverse()),
    {},
    ', line 1, column 17: pixel must be a whole number from 0 to 255, found ""',
  ],
  [
    'no label',
    `${line('1')}\n${line(' ')}`,
    {},
    ', line 2: label must be 1 to 60 characters, found " "',
  ],
  [
    'a long label',
    line('x'.repeat(61)),
    {},
    `, line 1: label must be 1 to 60 characters, found "${'x'.repeat(40)}…"`,
  ],
  [
    'a label beyond the classes',
    `${line('1')}\n${line('2')}`,
    classes,
    ', line 2: label must be 0 to 1 or the name of a class, found "2"',
  ],
  [
    'another name',
    line('two'),
    classes,
    ', line 1: label must be 0 to 1 or the name of a class, found "two"',
  ],
  [
    'an empty line',
    `${line('1')}\n\n${line('2')}`,
    {},
    ', line 2: line must be a label and pixels, found nothing',
  ],
  [
    'a line without end',
    '1'.repeat(70_000),
    {},
    ', line 1: a line must be at most 64 kB, found more',
  ],
])('%s is refused with its line', async (_, content, options, why) => {
  await expect(read(content, options)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringMatching(/^[^\n]+$/) as string,
  })
  await expect(read(content, options)).rejects.toThrow(why)
})

test('a quote that is not closed is refused with its line', async () => {
  await expect(read(`${line('1')}\n"${line('2')}`)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringMatching(/set\.csv, line \d: [^\n]*Quote/i) as string,
  })
})
