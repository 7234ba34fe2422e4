import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { mnistImages } from '../fixtures/mnist.ts'
import { tempDir } from '../temp-dir.ts'
import { digitLab, expectOneLine, folderOfFile, jsonLines, small } from './digit-lab.ts'

const folder = folderOfFile()
const ask = (...args: readonly string[]) => digitLab(folder, args)

interface Shown {
  readonly score: { readonly error: number; readonly loss: number }
  readonly images: number
  readonly confusion: readonly (readonly number[])[]
}

interface Listed {
  readonly total: number
  readonly images: readonly {
    readonly index: number
    readonly label: number
    readonly predicted: number
    readonly confidence: number
  }[]
}

const json = async <T>(...args: readonly string[]): Promise<T> =>
  jsonLines((await ask(...args, '--json')).output)[0] as T

beforeAll(async () => {
  for (const [name, seed] of [
    ['A', '1'],
    ['B', '2'],
  ] as const) {
    const { code } = await ask('train', ...small, '--name', name, '--seed', seed)
    expect(code).toBe(0)
  }
})

describe('evaluate', () => {
  test('prints error, interval, loss and each class of the recorded weights', async () => {
    const run = await json<{ final: { test: Shown['score'] } }>('runs', 'show', 'A')
    const found = await json<Shown>('evaluate', 'A')
    expect(found.score.error).toBe(run.final.test.error)
    expect(found.score.loss).toBeCloseTo(run.final.test.loss, 6)

    const { code, output, errors } = await ask('evaluate', 'A')
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    const percent = (run.final.test.error * 100).toFixed(2)
    expect(output).toMatch(/^Run [0-9a-z]{10} "A" after epoch 1 on 10,000 test images\n/)
    expect(output).toContain(`Error ${percent} % (95 % interval `)
    expect(output).toMatch(/^class +images +precision % +recall % +F1 %$/m)
    expect(output).toMatch(/^7 +1,028 +/m)
    expect(output).not.toContain('Rows are true classes')
  })

  test('--confusion has a row a class with its images, and columns that add up', async () => {
    const { output } = await ask('evaluate', 'A', '--confusion')
    const { confusion } = await json<Shown>('evaluate', 'A')
    const [, matrix = ''] = output.split('what they were read as:\n')
    const lines = matrix.trimEnd().split('\n')
    const cells = (line = '') =>
      line
        .trim()
        .split(/\s+/)
        .map((cell) => (cell === '·' ? 0 : Number(cell.replace(',', ''))))
    confusion.forEach((row, label) => {
      const all = row.reduce((sum, count) => sum + count, 0)
      expect(cells(lines[label + 1])).toEqual([label, ...row, all])
    })
    expect(lines.at(-1)).toMatch(/^all .* 10,000$/)
  })

  test('--data and --epoch choose images and weights', async () => {
    expect(await json<Shown>('evaluate', 'A', '--data', 'train', '--epoch', '1')).toMatchObject({
      set: 'train',
      images: 2000,
    })
    expect(await json<Shown>('evaluate', 'A', '--data', 'mnist')).toMatchObject({
      set: 'data:mnist',
      images: 10_000,
    })
  })

  test.each([
    [['evaluate', 'A', '--data', 'validation'], /keeps no images out of training/],
    [['evaluate', 'A', '--data', 'handwriting'], /There are no drawings in my handwriting yet/],
    [['evaluate', 'A', '--data', 'letters'], /no data set letters; data sets are mnist/],
    [['evaluate', 'A', '--epoch', '9'], /Run A has no checkpoint of epoch 9/],
    [['evaluate', 'nobody'], /No run "nobody"/],
  ])('%j fails in one line', async (args, named) => {
    const ended = await ask(...args)
    expect(ended.code).toBe(1)
    expectOneLine(ended, named)
  })
})

describe('errors', () => {
  test('lists what was read wrong, the surest first, and by class and answer', async () => {
    const { confusion, images, score } = await json<Shown>('evaluate', 'A')
    const all = await json<Listed>('errors', 'A')
    expect(all.total).toBe(Math.round(score.error * images))
    expect(all.images).toHaveLength(all.total)
    expect(all.images.every(({ label, predicted }) => label !== predicted)).toBe(true)
    const sure = all.images.map(({ confidence }) => confidence)
    expect(sure).toEqual(sure.toSorted((a, b) => b - a))

    const cell = await json<Listed>('errors', 'A', '--true', '4', '--predicted', '9')
    expect(cell.total).toBe(confusion[4]?.[9])
    expect(cell.images.map(({ label, predicted }) => [label, predicted])).toEqual(
      cell.images.map(() => [4, 9]),
    )
    const few = await ask('errors', 'A', '--limit', '3', '--order', 'file')
    const first = all.images.map(({ index }) => index).toSorted((a, b) => a - b)
    const rows = few.output.trimEnd().split('\n').slice(4)
    expect(rows.map((row) => Number(row.trim().split(/\s+/)[0]))).toEqual(first.slice(0, 3))
  })

  test('--export writes the images as PNG files, named by index, class and answer', async () => {
    const target = join(tempDir(), 'wrong')
    const { code } = await ask('errors', 'A', '--limit', '2', '--order', 'file', '--export', target)
    expect(code).toBe(0)
    const { images } = await json<Listed>('errors', 'A', '--limit', '2', '--order', 'file')
    const nameOf = ({ index, label, predicted }: Listed['images'][number]) =>
      `${String(index).padStart(5, '0')}-true-${String(label)}-read-${String(predicted)}.png`
    expect(readdirSync(target).sort()).toEqual(images.map(nameOf))
    for (const image of images) {
      const picture = sharp(join(target, nameOf(image)))
      expect(await picture.metadata()).toMatchObject({ width: 28, height: 28, channels: 1 })
      const data = await picture.toColourspace('b-w').raw().toBuffer()
      expect(new Uint8Array(data)).toEqual(mnistImages(image.index + 1)[image.index])
    }
  })

  test('--export leaves what lies there alone, and writes nothing beside it', async () => {
    const dir = tempDir()
    writeFileSync(join(dir, 'mine.txt'), 'mine')
    const ended = await ask('errors', 'A', '--limit', '1', '--export', dir)
    expect(ended.code).toBe(1)
    expectOneLine(ended, /already exists; choose a path that does not/)
    expect(readdirSync(dir)).toEqual(['mine.txt'])
    expect(readFileSync(join(dir, 'mine.txt'), 'utf8')).toBe('mine')

    const empty = join(dir, 'empty')
    mkdirSync(empty)
    expect((await ask('errors', 'A', '--limit', '1', '--export', empty)).code).toBe(0)
    expect(readdirSync(empty)).toHaveLength(1)
    expect(readdirSync(dir).sort()).toEqual(['empty', 'mine.txt'])
  })

  test('of two runs are what the second has fixed and broken', async () => {
    const board = await json<
      Record<'images' | 'bothRight' | 'fixed' | 'broken' | 'bothWrong', number> & {
        lists: Record<string, readonly { readonly index: number }[]>
      }
    >('errors', 'A', 'B')
    const wrong = async (run: string) =>
      new Set((await json<Listed>('errors', run)).images.map(({ index }) => index))
    const [a, b] = [await wrong('A'), await wrong('B')]
    const sorted = (indices: Iterable<number>) => [...indices].sort((x, y) => x - y)
    const without = (some: Set<number>, others: Set<number>) =>
      sorted(some).filter((index) => !others.has(index))
    const both = sorted(a).filter((index) => b.has(index))
    const listed = (pile: string) => board.lists[pile]?.map(({ index }) => index)
    expect(listed('fixed')).toEqual(without(a, b))
    expect(listed('broken')).toEqual(without(b, a))
    expect(listed('both-wrong')).toEqual(both)
    expect(board).toMatchObject({
      images: 10_000,
      fixed: a.size - both.length,
      broken: b.size - both.length,
      bothWrong: both.length,
      bothRight: 10_000 - a.size - b.size + both.length,
    })
    const { output } = await ask('errors', 'A', 'B')
    expect(output).toMatch(/^10,000 test images, from [0-9a-z]{10} "A" to [0-9a-z]{10} "B"\n/)
    expect(output).toMatch(/^fixed: wrong before, right now +\d/m)
  })

  test('--true of no class of the run is refused in one line', async () => {
    const ended = await ask('errors', 'A', '--true', 'x')
    expect(ended.code).toBe(2)
    expectOneLine(ended, /--true "x": classes of run A are 0, 1, 2/)
  })
})
