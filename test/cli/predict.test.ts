import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import * as v from 'valibot'
import { beforeAll, expect, test } from 'vitest'
import { prepareDrawing } from '../../electron/core/prepare-drawing.ts'
import { tenDrawings } from '../fixtures/strokes.ts'
import { tempDir } from '../temp-dir.ts'
import { digitLab, folderOfFile, jsonLines, startDigitLab } from './digit-lab.ts'
import { Predicted, PreparedLine, Summary } from './shapes.ts'

const dataDir = folderOfFile()
const tenFile = join(import.meta.dirname, '../fixtures/strokes.jsonl')

beforeAll(async () => {
  const options = ['--hidden', '64', '--epochs', '1', '--train-images', '20000']
  await digitLab(dataDir, ['train', ...options])
})

const predict = (args: readonly string[], input: string | Uint8Array = '') =>
  digitLab(dataDir, ['predict', 'last', ...args], input)

test('drawings are read the same plain, gzip and from standard input, with a summary at the end', async () => {
  const packed = join(tempDir(), 'named-like-text.jsonl')
  writeFileSync(packed, gzipSync(readFileSync(tenFile)))
  const plain = await predict(['--strokes', tenFile, '--json', '--summary'])
  expect(plain).toMatchObject({ code: 0, errors: '' })
  expect(await predict(['--strokes', packed, '--json', '--summary'])).toEqual(plain)
  expect(await predict(['--strokes', '-', '--json', '--summary'], readFileSync(tenFile))).toEqual(
    plain,
  )

  const lines = jsonLines(plain.output)
  const answers = lines.slice(0, -1).map((line) => v.parse(Predicted, line))
  expect(answers.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(answers.map(({ label }) => label)).toEqual(tenDrawings().map(({ label }) => label))
  for (const { digit, confidence, probabilities } of answers) {
    expect(probabilities[digit]).toBe(confidence)
    expect(Math.max(...probabilities)).toBe(confidence)
  }
  const summary = v.parse(Summary, lines.at(-1))
  const right = answers.filter(({ digit, label }) => digit === label).length
  expect(summary).toMatchObject({ count: 10, correct: right, accuracy: right / 10 })
  expect(summary.perDigit.map(({ digit }) => digit)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(right).toBeGreaterThanOrEqual(5)
})

test('an empty drawing has no answer, and a drawing without a label is not counted', async () => {
  const input = '{"strokes":[],"label":4}\n{"strokes":[[[0,0],[0,9]]]}\n'
  const { code, output } = await predict(['--strokes', '-', '--json', '--summary'], input)
  expect(code).toBe(0)
  const [empty, unlabelled, summary] = jsonLines(output)
  expect(empty).toEqual({
    index: 0,
    digit: null,
    confidence: null,
    probabilities: null,
    label: 4,
  })
  expect(v.parse(Predicted, unlabelled)).not.toHaveProperty('label')
  expect(v.parse(Summary, summary)).toMatchObject({ count: 1, correct: 0, accuracy: 0 })
})

test('people get a line a drawing and a table', async () => {
  const { output } = await predict(['--strokes', tenFile, '--summary'])
  expect(output.split('\n')[0]).toMatch(/^ +0 {2}\d +\d+\.\d\d % sure {2}(right|wrong), it is a 0$/)
  expect(output).toMatch(/^All +10 +\d+ +\d+\.\d\d$/m)
})

test('pictures are read in the order in which they are named', async () => {
  const folder = tempDir()
  const files = await Promise.all(
    tenDrawings()
      .slice(0, 3)
      .map(async ({ strokes }, index) => {
        const file = join(folder, `${String(index)}.png`)
        const pixels = Buffer.from(prepareDrawing(strokes).pixels ?? '', 'base64')
        await sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
          .resize(280)
          .negate()
          .png()
          .toFile(file)
        return file
      }),
  )
  const drawn = jsonLines((await predict(['--strokes', tenFile, '--json'])).output)
  const { code, output } = await predict(['--json', '--images', ...files])
  expect(code).toBe(0)
  const digits = (lines: readonly unknown[]) => lines.map((line) => v.parse(Predicted, line).digit)
  expect(digits(jsonLines(output))).toEqual(digits(drawn).slice(0, 3))
})

test('prepare gives what the model sees: the same bytes as the core', async () => {
  const { code, output } = await digitLab(dataDir, ['prepare', '--strokes', tenFile, '--json'])
  expect(code).toBe(0)
  const lines = jsonLines(output).map((line) => v.parse(PreparedLine, line))
  expect(lines.map(({ pixels }) => pixels)).toEqual(
    tenDrawings().map(({ strokes }) => prepareDrawing(strokes).pixels),
  )
})

test('prepare draws pictures for people', async () => {
  const { output } = await digitLab(dataDir, ['prepare', '--strokes', tenFile])
  expect(output.split('\n')).toHaveLength(10 * 29 + 1)
  expect(output).toContain('@')
})

test('a pager that closes early is no failure', async () => {
  const many = readFileSync(tenFile, 'utf8').repeat(300)
  const running = startDigitLab(dataDir, ['predict', 'last', '--strokes', '-', '--json'], many)
  const closed = new Promise((resolve) => running.process.once('close', resolve))
  running.process.stdout.once('data', () => running.process.stdout.destroy())
  let errors = ''
  running.process.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  running.ended.catch(() => undefined)
  expect(await closed).toBe(0)
  expect(errors).toBe('')
})

const ManyAnswered = v.object({
  index: v.number(),
  label: v.number(),
  answers: v.array(
    v.object({ run: v.string(), epoch: v.number(), digit: v.number(), confidence: v.number() }),
  ),
})

test('several runs, all runs and every epoch of one answer the same drawings', async () => {
  const two = ['--hidden', '16', '--epochs', '2', '--train-images', '1000', '--name', 'Two epochs']
  await digitLab(dataDir, ['train', ...two])
  const answersBy = async (...args: readonly string[]) => {
    const { output } = await digitLab(dataDir, ['predict', ...args, '--json'])
    return jsonLines(output).map((line) => v.parse(ManyAnswered, line))
  }
  const alone = await digitLab(dataDir, ['predict', 'last', '--strokes', tenFile, '--json'])
  const digits = jsonLines(alone.output).map((line) => v.parse(Predicted, line).digit)

  const epochs = await answersBy('last', '--epochs', '--strokes', tenFile)
  expect(epochs.map(({ answers }) => answers.map(({ epoch }) => epoch))).toEqual(
    Array<number[]>(10).fill([1, 2]),
  )
  expect(epochs.map(({ answers }) => answers[1]?.digit)).toEqual(digits)

  const all = await answersBy('last', '--all', '--strokes', tenFile)
  expect(all.map(({ answers }) => answers[0]?.digit)).toEqual(digits)
  const ids = all[0]?.answers.map(({ run }) => run) ?? []
  expect(new Set(ids).size).toBe(2)
  expect(await answersBy(...ids, '--strokes', tenFile)).toEqual(all)

  const { output } = await digitLab(dataDir, ['predict', 'last', '--epochs', '--strokes', tenFile])
  expect(output.split('\n')[1]).toMatch(/^ {7}epoch 2 {2}\d +\d+\.\d+ % sure {2}(right|wrong)/)
})

test.each([
  [['last', '--epochs', '--all'], /^--epochs is of one run/],
  [['last', '--all', '--epoch', '1'], /^--epoch is of one run/],
  [['last', '--epochs', '--summary'], /^--summary counts the answers of one run/],
])('%j does not make sense', async (args, why) => {
  const { code, errors } = await digitLab(dataDir, ['predict', ...args, '--strokes', tenFile])
  expect(code).toBe(2)
  expect(errors.replace(/^.*?: /, '')).toMatch(why)
})

const SignedTile = v.strictObject({ values: v.string(), most: v.number() })
const Read = v.strictObject({
  digit: v.number(),
  confidence: v.number(),
  probabilities: v.array(v.number()),
})
const Explained = v.strictObject({
  ...Predicted.entries,
  units: v.array(
    v.strictObject({
      unit: v.number(),
      activation: v.number(),
      contribution: v.number(),
      weights: SignedTile,
    }),
  ),
  saliency: SignedTile,
  withoutStroke: v.array(v.nullable(Read)),
})

test('an answer is explained as on the page: units, pixels, and what leaving out each stroke changes', async () => {
  const args = ['--strokes', tenFile, '--explain']
  const plain = jsonLines((await predict(['--strokes', tenFile, '--json'])).output)
  const { code, output, errors } = await predict([...args, '--json'])
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  const explained = jsonLines(output).map((line) => v.parse(Explained, line))
  expect(explained.map(({ digit }) => digit)).toEqual(
    plain.map((line) => v.parse(Predicted, line).digit),
  )
  explained.forEach(({ withoutStroke, units, saliency }, index) => {
    expect(withoutStroke).toHaveLength(tenDrawings()[index]?.strokes.length ?? 0)
    expect(units).toHaveLength(12)
    const parts = units.map(({ contribution }) => Math.abs(contribution))
    expect(parts).toEqual(parts.toSorted((a, b) => b - a))
    expect(Buffer.from(saliency.values, 'base64')).toHaveLength(784)
  })

  const { output: lines } = await predict(args)
  expect(lines).toMatch(/^ {4}0 {2}\d .* sure/m)
  expect(lines).toMatch(/^ {7}unit +\d+ +[+-]\d+\.\d\d {2}\(its output \d+\.\d\d\)$/m)
  expect(lines).toMatch(/^ {7}without stroke 1: (\d with [\d.]+ %|nothing is left)$/m)
})

test('an empty drawing has no reasons, a picture has no strokes to leave out', async () => {
  const empty = await predict(['--strokes', '-', '--explain', '--json'], '{"strokes":[]}\n')
  expect(empty).toMatchObject({ code: 0, errors: expect.stringContaining('empty') as string })
  expect(jsonLines(empty.output)).toEqual([
    { index: 0, digit: null, confidence: null, probabilities: null },
  ])
  const file = join(tempDir(), 'one.png')
  const black = { width: 40, height: 40, channels: 3, background: 'black' } as const
  const bar = Buffer.from(
    '<svg width="40" height="40"><path d="M20 8v24" stroke="#fff" stroke-width="4"/></svg>',
  )
  await sharp({ create: black })
    .composite([{ input: bar }])
    .png()
    .toFile(file)
  const [line] = jsonLines((await predict(['--images', file, '--explain', '--json'])).output)
  expect(v.parse(Explained, line).withoutStroke).toEqual([])
})

test('reasons are those of one checkpoint: with several runs or a count they are refused', async () => {
  for (const other of ['--all', '--epochs', '--summary']) {
    const refused = await predict(['--strokes', tenFile, '--explain', other])
    expect(refused).toMatchObject({ code: 2, output: '' })
    expect(refused.errors).toContain('--explain is of one run')
  }
})
