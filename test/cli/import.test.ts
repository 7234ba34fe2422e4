import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Run } from '../../electron/contract/entities.ts'
import type { Evaluation } from '../../electron/contract/evaluations.ts'
import {
  importFormats,
  type ImportedModel,
  type InspectedModel,
} from '../../electron/contract/imports.ts'
import { extensions } from '../../electron/contract/exports.ts'
import { plainModel } from '../../electron/formats/plain-model.ts'
import { safetensors } from '../../electron/formats/safetensors.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'
import { fileOf, modelBytes, modelFile, usualBorder } from '../fixtures/model-files.ts'
import { tempDir } from '../temp-dir.ts'
import { digitLab, expectOneLine, folderOfFile, jsonLines, small } from './digit-lab.ts'

/** What a command prints that must succeed. */
async function said(dataDir: string, ...args: readonly string[]): Promise<string> {
  const ended = await digitLab(dataDir, args)
  expect(ended, args.join(' ')).toMatchObject({ code: 0 })
  return ended.output
}
const told = async <T>(dataDir: string, ...args: readonly string[]): Promise<T> =>
  jsonLines(await said(dataDir, ...args, '--json'))[0] as T

test('inspect says what is in a file, and makes nothing of it', async () => {
  const dataDir = join(tempDir(), 'lab')
  const file = await modelFile('onnx', madeUpModel([12, 7], 'tanh'), {
    pixels: 'byte',
    answer: 'logits',
  })
  const lines = await said(dataDir, 'inspect', file)
  for (const fact of [
    /^File +model\.onnx, /m,
    /^Format +ONNX$/m,
    /^Images +28 × 28, pixels from 0 to 255$/m,
    /^Classes +10: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9$/m,
    /^Answer +logits$/m,
    /^Parameters +9,591$/m,
    /^ +1 +784 × 12 +tanh$/m,
    /^ +3 +7 × 10 +none$/m,
  ])
    expect(lines).toMatch(fact)
  expect(await told<InspectedModel>(dataDir, 'inspect', file)).toMatchObject({
    format: 'onnx',
    parameters: 9591,
    assumed: [],
  })
  expect(await said(dataDir, 'runs', 'list', '--json')).toBe('[]\n')
})

test('what a file does not say is named', async () => {
  const dataDir = tempDir()
  const plain = safetensors(plainModel(madeUpModel([12]), usualBorder))
  const length = Number(new DataView(plain.buffer).getBigUint64(0, true))
  const header = JSON.parse(new TextDecoder().decode(plain.subarray(8, 8 + length))) as object
  const bare = new TextEncoder().encode(JSON.stringify({ ...header, __metadata__: {} }))
  const bytes = new Uint8Array(8 + bare.length + plain.length - 8 - length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(bare.length), true)
  bytes.set(bare, 8)
  bytes.set(plain.subarray(8 + length), 8 + bare.length)
  const lines = await said(dataDir, 'import', fileOf(bytes, 'bare.safetensors'))
  expect(lines).toMatch(/Assumed: hidden layers end in relu/)
  expect(lines).toMatch(/Assumed: the last layer gives logits/)
  expect(await said(dataDir, 'runs', 'show', 'bare')).toMatch(/^Assumed +images are square$/m)
})

const trainedIn = folderOfFile()

test('a run goes out and comes in again in every format, with the same answers and scores', async () => {
  const settings = [
    '--activation',
    'leaky-relu',
    '--normalisation',
    'standard',
    '--name',
    'Original',
  ]
  await said(trainedIn, 'train', ...small, ...settings)
  const before = await told<Evaluation>(trainedIn, 'evaluate', 'Original')
  for (const format of importFormats) {
    const file = join(trainedIn, `${format}${extensions[format]}`)
    await said(trainedIn, 'export', 'Original', '--format', format, '--output', file)
    expect(await said(trainedIn, 'import', file, '--name', format)).toMatch(
      new RegExp(`Reads ${(100 * before.score.error).toFixed(2)} % of 10,000 test images wrong`),
    )
    const now = await told<Evaluation>(trainedIn, 'evaluate', format)
    expect(now.confusion, format).toEqual(before.confusion)
    expect(now.score.loss, format).toBeCloseTo(before.score.loss ?? NaN, 5)
  }
})

test('what is listed and shown of it is what is known', async () => {
  const run = await told<Run>(trainedIn, 'runs', 'show', 'onnx')
  expect(run).toMatchObject({
    status: 'completed',
    origin: { kind: 'imported', format: 'onnx', fileName: 'onnx.onnx', assumed: [] },
    engine: null,
    startedAt: null,
    progress: { epoch: 0, epochs: 0, step: 0, steps: 0 },
    final: null,
    canResume: false,
  })
  const shown = await said(trainedIn, 'runs', 'show', 'onnx')
  expect(shown).toMatch(/^Imported from +onnx\.onnx \(onnx\)$/m)
  expect(shown).not.toMatch(/Learning rate|Seed|Epochs|Steps|Engine|Took/)
  const filtered = ['runs', 'list', '--csv', '--filter', 'origin = imported and error < 90%']
  const csv = await said(trainedIn, ...filtered, '--columns', 'name,test-error,learning-rate,seed')
  const rows = csv.trim().split('\n').slice(1)
  expect(rows).toHaveLength(importFormats.length)
  for (const row of rows) expect(row).toMatch(/^\w+,0\.\d+,,$/)
})

test.each([
  [['resume', 'onnx'], /Run onnx was imported from onnx\.onnx, .* cannot be trained further/],
  [['extend', 'onnx', '--epochs', '1'], /cannot be trained further/],
  [['set', 'onnx', '--learning-rate', '0.1'], /cannot be trained further/],
  [['runs', 'reproduce', 'onnx'], /was imported from onnx\.onnx, .* nothing to repeat/],
  [['runs', 'verify', 'onnx'], /nothing to repeat/],
])('it refuses %j with its reason', async (args, reason) => {
  const ended = await digitLab(trainedIn, args)
  expect(ended.code).toBe(1)
  expectOneLine(ended, reason)
})

test('it is renamed, tagged, deleted, restored and exported as any run', async () => {
  await said(trainedIn, 'runs', 'rename', 'npz', 'Arrays')
  await said(trainedIn, 'runs', 'tag', 'Arrays', '--add', 'brought')
  const { id } = await told<Run>(trainedIn, 'runs', 'show', 'Arrays')
  await said(trainedIn, 'runs', 'delete', id)
  await said(trainedIn, 'runs', 'restore', id)
  const out = join(tempDir(), 'again.keras')
  await said(trainedIn, 'export', 'Arrays', '--format', 'keras', '--output', out)
  expect((await told<InspectedModel>(trainedIn, 'inspect', out)).format).toBe('keras')
  expect(await said(trainedIn, 'compare', 'Original', 'Arrays')).toMatch(/Arrays/)
})

test('the same file is not imported twice unless that is asked for', async () => {
  const dataDir = tempDir()
  const file = await modelFile('npz', madeUpModel([5]))
  const first = await told<ImportedModel>(dataDir, 'import', file)
  expect(first.isNew).toBe(true)
  expect(await said(dataDir, 'import', file)).toMatch(
    new RegExp(`Nothing to import: run ${first.id} "model" was made of the same file`),
  )
  const again = await told<ImportedModel>(dataDir, 'import', file, '--again')
  expect(again.isNew).toBe(true)
  expect(again.id).not.toBe(first.id)
  await said(dataDir, 'runs', 'delete', first.id, again.id)
  expect((await told<ImportedModel>(dataDir, 'import', file)).isNew).toBe(true)
})

test('a folder is read as a zip file is', async () => {
  const dataDir = tempDir()
  const folder = join(tempDir(), 'my-model')
  mkdirSync(folder)
  const trained = madeUpModel([5])
  writeFileSync(join(folder, 'model.safetensors'), safetensors(plainModel(trained, usualBorder)))
  const { model } = await told<ImportedModel>(dataDir, 'import', folder)
  expect(model).toMatchObject({ format: 'safetensors', fileName: 'my-model' })
})

test.each([
  [['import'], 2, /FILE/],
  [['import', '/nowhere/model.onnx'], 1, /there is no such file/],
  [['import', 'a', 'b'], 2, /b/],
  [['inspect', '/nowhere/model.onnx'], 1, /there is no such file/],
  [['import', 'model.onnx', '--name', ''], 2, /A name has 1 to 120 characters/],
])('%j is refused in one line', async (args, code, reason) => {
  const ended = await digitLab(tempDir(), args)
  expect(ended.code).toBe(code)
  expectOneLine(ended, reason)
})

test('a PyTorch file is refused with the reason', async () => {
  const file = fileOf(Uint8Array.of(0x80, 2, 0x8a, 10), 'model.pt')
  const ended = await digitLab(tempDir(), ['import', file])
  expect(ended.code).toBe(1)
  expectOneLine(
    ended,
    /model\.pt: .*can run code when it is opened; save the weights as safetensors/,
  )
})

test('a model for other classes keeps them, and is evaluated where a set fits', async () => {
  const dataDir = tempDir()
  const shape = { rows: 28, columns: 28, mean: 0, deviation: 1, classes: 'abcdefghij'.split('') }
  const file = fileOf(
    await modelBytes('keras', madeUpModel([5], 'relu', 'unit', shape)),
    'letters.keras',
  )
  const ended = await digitLab(dataDir, ['import', file])
  expect(ended.code).toBe(0)
  expect(ended.errors).toMatch(/Not evaluated: .*no data set had its images and classes/)
  expect(await said(dataDir, 'evaluate', 'letters', '--data', 'mnist')).toMatch(/10,000/)
})
