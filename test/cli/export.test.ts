import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { beforeAll, describe, expect, test } from 'vitest'
import { exportFormats, extensions } from '../../electron/contract/exports.ts'
import { tempDir } from '../temp-dir.ts'
import { digitLab, expectOneLine, folderOfFile, jsonLines } from './digit-lab.ts'
import { Checkpoints, Exported } from './shapes.ts'

const dataDir = folderOfFile()
const ask = (...args: readonly string[]) => digitLab(dataDir, args)
/** Writes `last` and returns what it says of it as JSON. */
const exported = async (...args: readonly string[]) => {
  const { output, errors } = await ask('export', 'last', ...args, '--json')
  expect(errors).toBe('')
  return v.parse(Exported, jsonLines(output)[0])
}

beforeAll(async () => {
  const options = ['--hidden', '24', '--epochs', '3', '--train-images', '2000', '--name', 'Small']
  await ask('train', ...options, '--normalisation', 'standard')
})

test.each(exportFormats)(
  '%s is written under the ending that says so, and proved',
  async (format) => {
    const path = join(tempDir(), `model${extensions[format]}`)
    const chosen = extensions[format] === '.zip' ? ['--format', format] : []
    const written = await exported('--output', path, ...chosen)
    expect(written).toMatchObject({
      format,
      path,
      pixels: 'unit',
      answer: 'probabilities',
      epoch: 3,
    })
    expect(written.proof).toMatchObject({ images: 100, sameAnswers: 100 })
    expect(written.proof.right).toBeGreaterThan(50)
    expect(written.proof.largestDifference).toBeLessThan(1e-5)
    expect(written.bytes).toBe(readFileSync(path).length)
  },
)

test('endings count in any case, .pth is PyTorch, .safetensors is one file, a bare name is a folder', async () => {
  const dir = tempDir()
  const formatOf = async (name: string) => (await exported('--output', join(dir, name))).format
  expect(await formatOf('a.ONNX')).toBe('onnx')
  expect(await formatOf('b.pth')).toBe('torch')
  expect(await formatOf('c.safetensors')).toBe('safetensors')
  expect(await formatOf('d')).toBe('tfjs')
  const { format } = await exported('--output', join(dir, 'e'), '--format', 'safetensors')
  expect(format).toBe('safetensors')
  expect(readdirSync(join(dir, 'd')).sort()).toEqual(['model.json', 'weights.bin'])
  expect(readdirSync(join(dir, 'e')).sort()).toEqual(['config.json', 'model.safetensors'])
  expect(readFileSync(join(dir, 'c.safetensors'))).toEqual(
    readFileSync(join(dir, 'e', 'model.safetensors')),
  )
})

test('people read what it is, what is inside, and how it was proved', async () => {
  const path = join(tempDir(), 'model.onnx')
  const { output } = await ask('export', 'Small', '--output', path, '--logits', '--pixels', 'byte')
  expect(output).toMatch(/^Wrote run \S+ "Small", epoch 3, to .*model\.onnx \(\d.*B\)$/m)
  expect(output).toContain('pixels from 0 to 255, white on black, row by row; gives logits')
  expect(output).toMatch(
    /^Loaded again by ONNX Runtime: 100 of 100 test images read the same, \d+\.\d\d % of them right, largest difference \d\.\de-\d+$/m,
  )
})

test('another checkpoint has other weights', async () => {
  const dir = tempDir()
  const weightsOf = async (...which: readonly string[]) => {
    const path = join(dir, `model${which.join('')}.json`)
    const { epoch } = await exported('--output', path, ...which)
    return [epoch, readFileSync(path, 'utf8')] as const
  }
  const [usual, text] = await weightsOf()
  expect(usual).toBe(3)
  const last = await weightsOf('--checkpoint', 'last')
  expect(last).toEqual([3, text])
  const [first, other] = await weightsOf('--checkpoint', '1')
  expect(first).toBe(1)
  expect(other).not.toBe(text)
  const { output } = await ask('runs', 'show', 'last', '--json')
  const { best } = v.parse(
    v.object({ best: v.object({ epoch: v.number() }) }),
    jsonLines(output)[0],
  )
  expect((await weightsOf('--checkpoint', 'best'))[0]).toBe(best.epoch)
  const list = await ask('checkpoints', 'list', 'last', '--json')
  expect(v.parse(Checkpoints, jsonLines(list.output)[0]).map(({ epoch }) => epoch)).toEqual([
    1, 2, 3,
  ])
})

describe('what is there already', () => {
  test('is left alone, and replaced with --force only where it is a file', async () => {
    const dir = tempDir()
    const path = join(dir, 'model.npz')
    writeFileSync(path, 'old')
    const refused = await ask('export', 'last', '--output', path)
    expect(refused.code).toBe(1)
    expectOneLine(refused, /model\.npz already exists/)
    expect(readFileSync(path, 'utf8')).toBe('old')
    await exported('--output', path, '--force')
    expect(readFileSync(path).length).toBeGreaterThan(50_000)

    const folder = join(dir, 'full')
    mkdirSync(folder)
    writeFileSync(join(folder, 'mine.txt'), 'mine')
    const kept = await ask('export', 'last', '--output', folder, '--force')
    expect(kept.code).toBe(1)
    expectOneLine(kept, /full already exists and is no file that can be replaced/)
    expect(readdirSync(folder)).toEqual(['mine.txt'])
    expect(readdirSync(dir).sort()).toEqual(['full', 'model.npz'])
  })

  test('is an empty folder, which a folder may take the place of', async () => {
    const folder = join(tempDir(), 'empty')
    mkdirSync(folder)
    await exported('--output', folder)
    expect(existsSync(join(folder, 'model.json'))).toBe(true)
  })
})

describe('a command line that makes no sense ends with 2, and leaves nothing:', () => {
  const cases: readonly (readonly [args: string, reason: RegExp])[] = [
    [
      '--output a.bin',
      /--output ".*a\.bin": its ending is of no format; end it in \.keras, .*\.h or \.zip/,
    ],
    ['--output a.bin --format onnx', /format onnx needs a name that ends in \.onnx$/m],
    ['--output a --format torch', /format torch needs a name that ends in \.pt or \.pth$/m],
    ['--output a.onnx --format tfjs', /format tfjs needs a name that ends in \.zip or nothing/],
    ['--output a.zip --format xml', /--format "xml": Format must be one of tfjs, keras, onnx/],
    ['--output a.h --checkpoint 0', /--checkpoint "0": A checkpoint is best, last, or a whole/],
    ['--output a.h --checkpoint worst', /--checkpoint "worst": A checkpoint is best, last/],
    ['--output a.h --pixels bits', /--pixels "bits": Pixels must be unit or byte/],
    ['--output a.h --softmax --logits', /--softmax and --logits exclude each other/],
  ]
  test.each(cases)('%s', async (args, reason) => {
    const dir = tempDir()
    const words = args.split(' ').map((word) => (word.startsWith('a') ? join(dir, word) : word))
    const ended = await ask('export', 'last', ...words)
    expect(ended.code).toBe(2)
    expectOneLine(ended, reason)
    expect(readdirSync(dir)).toEqual([])
  })

  test('an epoch without a checkpoint is named', async () => {
    const ended = await ask(
      'export',
      'last',
      '--output',
      join(tempDir(), 'a.h'),
      '--checkpoint',
      '9',
    )
    expect(ended.code).toBe(1)
    expectOneLine(ended, /has no checkpoint of epoch 9/)
  })
})
