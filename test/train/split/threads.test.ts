import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { mnistShape } from '../../../electron/contract/datasets.ts'
import { referenceConfig } from '../../../electron/contract/train-config.ts'
import { backendConfig } from '../../../electron/train/backend.ts'
import { bindingFile, loadBinding } from '../../../electron/train/binding.ts'
import { firstWeights } from '../../../electron/train/first-weights.ts'
import { addonCopy } from '../../../electron/train/split/addon-copy.ts'
import { splitBackend } from '../../../electron/train/split/split-backend.ts'
import { startThreads } from '../../../electron/train/split/threads.ts'
import { tempDir } from '../../temp-dir.ts'
import { smallSet } from '../small-set.ts'
import { partEntry } from '../split-engine.ts'

const set = smallSet(20)
const config = { ...backendConfig(referenceConfig, mnistShape), hidden: [9], dropout: 0.1 }
const binding = loadBinding()

async function threadsOn(addons: readonly string[]) {
  const threads = await startThreads({ entry: partEntry, addons })
  onTestFinished(threads.close)
  const backend = splitBackend(binding, threads)(
    config,
    firstWeights({ ...config, firstWeights: 'he' }),
  )
  const step = (number: number) =>
    backend.step(set.pixels, set.labels, { step: number, learningRate: 0.01 })
  return { threads, backend, step }
}

const copies = (count: number) => {
  const folder = join(tempDir(), 'engine')
  return Array.from({ length: count }, (_, index) => addonCopy(bindingFile(), folder, index + 1))
}

/** An addon whose product fails from its call with that number on. */
function failingAddon(from: number): string {
  const [real = ''] = copies(1)
  const file = join(tempDir(), 'failing.cjs')
  writeFileSync(
    file,
    `const real = require(${JSON.stringify(real)})
    let products = 0
    module.exports = Object.create(real, { executeOp: { value: (name, ...rest) => {
      if (name === 'MatMul' && ++products >= ${String(from)}) throw new Error('No such product')
      return real.executeOp(name, ...rest)
    } } })`,
  )
  return file
}

test('no part keeps a tensor', async () => {
  const before = binding.getNumOfTensors()
  const { threads, backend, step } = await threadsOn(copies(2))
  step(1)
  const made = binding.getNumOfTensors()
  for (let number = 2; number <= 30; number += 1) step(number)
  backend.measure(set.pixels, set.labels, () => undefined)
  backend.inspect(set.pixels, set.labels)
  backend.weights()
  backend.slots()
  expect(binding.getNumOfTensors()).toBe(made)
  threads.begin({ kind: 'dispose' })
  // Each answers with the tensors that are left.
  expect(threads.answers().map(([left]) => left?.[0])).toEqual([0, 0])
  expect(before).toBe(0)
})

// A step has five products: two on the way forward, then those of the gradients.
test.each([
  ['before it has given its logits', 2],
  ['after that', 3],
  ['some steps later', 14],
])('a part that fails %s ends the training with its reason', async (_, from) => {
  const [copy = ''] = copies(1)
  const { backend, step } = await threadsOn([copy, failingAddon(from)])
  expect(() => {
    for (let number = 1; number <= 5; number += 1) step(number)
  }).toThrow('A part of the network failed: Error: No such product')
  backend.dispose()
})

test('a part that cannot load its addon is an error before anything is trained', async () => {
  const file = join(tempDir(), 'none.node')
  await expect(startThreads({ entry: partEntry, addons: [file] })).rejects.toThrow(/none\.node/)
})
