import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest'
import type { ExportFormat } from '../../electron/contract/exports.ts'
import { modelFileName } from '../../electron/contract/model-file-name.ts'
import { activations } from '../../electron/contract/train-config.ts'
import { plainAnswers } from '../../electron/core/export/plain-answers.ts'
import { plainModel, type ModelBorder } from '../../electron/formats/plain-model.ts'
import { writtenModel } from '../../electron/formats/write-model.ts'
import { zipped } from '../../electron/formats/zip.ts'
import { usageOf } from '../../renderer/lib/model-export/usage.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'
import { proofPython, whyNot, type Python } from './python.ts'

// The programs of the export dialog run as they stand, on the file that they name. Each reads one black image, and what it
// prints is what the network answers.

const minutes = 60_000
const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'digit-lab-test-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

let python: Python
beforeAll(async () => {
  python = await proofPython()
}, 25 * minutes)

function skipIf(context: TestContext, why: string | null): void {
  if (why === null) return
  process.stdout.write(`Skipped: ${context.task.name}: ${why}\n`)
  context.skip(why)
}

interface Shown {
  readonly code: string
  readonly expected: readonly number[]
}

/** The file of a small network under the name that the dialog gives it, and the program for it. */
async function shown(
  format: ExportFormat,
  activation: (typeof activations)[number],
  border: ModelBorder,
): Promise<Shown> {
  const hidden = border.pixels === 'unit' ? [12] : [12, 8]
  const trained = madeUpModel(hidden, activation)
  const model = plainModel(trained, border)
  const fileName = modelFileName(`${activation} ${border.answer}`, format)
  const written = await writtenModel(format, model, '0.1.0')
  const bytes = written.kind === 'file' ? written.bytes : zipped(written.files)
  writeFileSync(join(folder, fileName), bytes)
  const { rows, columns, classes } = trained.shape
  const inputs = rows * columns
  const facts = { fileName, inputs, classes: classes.length, hidden, activation, ...border }
  const { code } = usageOf(format, facts)
  return { code, expected: plainAnswers(model, new Uint8Array(inputs)) }
}

const borders: readonly ModelBorder[] = [
  { pixels: 'unit', answer: 'probabilities' },
  { pixels: 'byte', answer: 'logits' },
]

/** What each program prints. */
type Printed = (codes: readonly string[]) => Promise<readonly string[]>

/** Runs what is shown for every activation, and compares the last list that is printed. */
async function expectSame(format: ExportFormat, printedBy: Printed): Promise<void> {
  const all: Shown[] = []
  for (const activation of activations)
    for (const border of borders) all.push(await shown(format, activation, border))
  const printed = await printedBy(all.map(({ code }) => code))
  all.forEach(({ code, expected }, at) => {
    const text = printed[at] ?? ''
    const list = text.slice(text.lastIndexOf('['))
    const numbers = list.match(/-?\d+(?:\.\d*)?(?:e[-+]?\d+)?/g)?.map(Number) ?? []
    expect(numbers.length, code).toBeGreaterThanOrEqual(expected.length)
    expected.forEach((number, output) => {
      expect(Math.abs(number - (numbers[output] ?? NaN)), code).toBeLessThan(2e-3)
    })
  })
}

/** In one process, since Keras takes seconds to start. */
const byPython: Printed = async (codes) => {
  const command = python.kind === 'found' ? python.path : ''
  const code = codes.join('\nprint("=====")\n')
  return (await run(command, ['-c', code], { cwd: folder })).stdout.split('\n=====\n')
}

const byNode: Printed = async (codes) => {
  const program = join(folder, 'digit.mjs')
  const printed: string[] = []
  for (const code of codes) {
    writeFileSync(program, code)
    printed.push((await run(process.execPath, [program], { cwd: folder })).stdout)
  }
  return printed
}

test.for<readonly [ExportFormat, readonly string[]]>([
  ['keras', ['keras', 'tensorflow', 'numpy']],
  ['onnx', ['onnxruntime', 'numpy']],
  ['npz', ['numpy']],
  ['torch', ['torch']],
  ['safetensors', ['safetensors', 'torch']],
])(
  'the Python for %s answers as the network does',
  { timeout: 10 * minutes },
  async (row, context) => {
    const [format, modules] = row
    skipIf(context, await whyNot(python, modules))
    await expectSame(format, byPython)
  },
)

test('the JavaScript for json answers as the network does', { timeout: 10 * minutes }, async () => {
  await expectSame('json', byNode)
})

test(
  'the C for the header names the class that the network does',
  { timeout: 10 * minutes },
  async (context) => {
    const reason = await run('gcc', ['--version']).then(
      () => null,
      () => 'there is no gcc',
    )
    skipIf(context, reason)
    for (const activation of activations)
      for (const border of borders) {
        const { code, expected } = await shown('c', activation, border)
        writeFileSync(join(folder, 'digit.c'), code)
        await run('gcc', ['-Wall', '-Wextra', '-Werror', 'digit.c', '-lm', '-o', 'digit'], {
          cwd: folder,
        })
        const { stdout } = await run(join(folder, 'digit'), [])
        expect(stdout.trim()).toBe(String(expected.indexOf(Math.max(...expected))))
      }
  },
)
