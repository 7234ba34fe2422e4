import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import type { ExportFormat } from '../../electron/contract/exports.ts'
import { answersFrom, compare, programs } from './compare.ts'
import { openLab, type Exported, type Lab } from './lab.ts'
import { proofPython, whyNot, type Python } from './python.ts'

// Each format is loaded by the program that it belongs to, in a process of its own, and answers 100 test images as the
// run does, whatever the file takes and gives.

const minutes = 60_000
const run = promisify(execFile)

let lab: Lab
let python: Python
beforeAll(async () => {
  lab = await openLab()
}, 10 * minutes)
beforeAll(async () => {
  python = await proofPython()
}, 25 * minutes)
afterAll(() => lab.close())

/** Ends the test as skipped, with a plain line, where there is a reason. */
function skipIf(context: TestContext, why: string | null): void {
  if (why === null) return
  process.stdout.write(`Skipped: ${context.task.name}: ${why}\n`)
  context.skip(why)
}

/** Those of the runs, and one with each activation where the file says which it has. */
async function modelsOf(format: ExportFormat): Promise<readonly Exported[]> {
  const holdsNetwork = ['tfjs', 'keras', 'onnx', 'c'].includes(format)
  return [...(await lab.exported(format)), ...(holdsNetwork ? await lab.activations(format) : [])]
}

test('the two runs are trained, and read digits', () => {
  expect(lab.runs.map(({ status }) => status)).toEqual(['completed', 'completed'])
  for (const { final } of lab.runs) expect(final?.test.error).toBeLessThan(0.3)
})

describe('a model file answers as its run does, loaded by', () => {
  const owners: readonly (readonly [string, ExportFormat, readonly string[]])[] = [
    ['Keras', 'keras', ['keras', 'tensorflow', 'numpy']],
    ['ONNX Runtime, checked by ONNX', 'onnx', ['onnx', 'onnxruntime', 'numpy']],
    ['safetensors, into PyTorch', 'safetensors', ['safetensors', 'torch', 'numpy']],
    ['PyTorch, weights only', 'torch', ['torch', 'numpy']],
    ['NumPy', 'npz', ['numpy']],
    ['Python, as JSON', 'json', ['numpy']],
  ]
  for (const [tool, format, modules] of owners)
    test(tool, { timeout: 10 * minutes }, async (context) => {
      skipIf(context, await whyNot(python, modules))
      const models = await modelsOf(format)
      const command = python.kind === 'found' ? python.path : ''
      compare(tool, models, await answersFrom(command, `${format}_answers.py`, lab, models))
    })

  test('TensorFlow.js', { timeout: 10 * minutes }, async () => {
    const models = await modelsOf('tfjs')
    const found = await answersFrom(process.execPath, 'tfjs-answers.ts', lab, models)
    compare('TensorFlow.js', models, found)
  })

  test('a C compiler', { timeout: 10 * minutes }, async (context) => {
    skipIf(
      context,
      await run('gcc', ['--version']).then(
        () => null,
        () => 'there is no gcc',
      ),
    )
    const models = await modelsOf('c')
    const found = []
    for (const model of models) found.push(await compiledAnswers(model))
    compare('gcc', models, found)
  })
})

async function compiledAnswers({
  path,
  pixels,
}: Exported): Promise<readonly (readonly number[])[]> {
  const program = `${path}.program`
  const strict = ['-std=c99', '-O2', '-Wall', '-Wextra', '-pedantic', '-Werror']
  const names = [`-DMODEL_HEADER="${path}"`, `-DWHITE=${pixels === 'unit' ? '255' : '1'}`]
  const source = join(programs, 'read_images.c')
  await run('gcc', [...strict, ...names, source, '-o', program, '-lm'])
  const { stdout } = await run(program, [lab.images])
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ').map(Number))
}
