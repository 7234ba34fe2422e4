import { expect, test } from 'vitest'
import { exportFormats } from '../../../../electron/contract/exports.ts'
import { leakySlope as ofTraining } from '../../../../electron/train/activation.ts'
import { leakySlope } from '../../../../renderer/lib/model-export/forward.ts'
import { usageOf, type FileFacts } from '../../../../renderer/lib/model-export/usage.ts'

const facts: FileFacts = {
  fileName: 'A-run.file',
  pixels: 'byte',
  answer: 'logits',
  inputs: 48,
  classes: 3,
  hidden: [20, 10],
  activation: 'gelu',
}

test.each(exportFormats)('the program for %s says what a pixel is', (format) => {
  expect(usageOf(format, facts).code).toContain('0 black to 255 white')
  expect(usageOf(format, { ...facts, pixels: 'unit' }).code).toContain('0 black to 1 white')
})

test.each(exportFormats.filter((format) => format !== 'tfjs'))(
  'the program for %s opens the very file',
  (format) => {
    expect(usageOf(format, facts).code).toContain('A-run.file')
  },
)

test('the network for PyTorch has the names and sizes of the tensors', () => {
  const { code } = usageOf('torch', facts)
  expect(code).toContain('fc1=torch.nn.Linear(48, 20), act1=torch.nn.GELU()')
  expect(code).toContain('fc2=torch.nn.Linear(20, 10), act2=torch.nn.GELU()')
  expect(code).toContain('fc3=torch.nn.Linear(10, 3)')
  expect(code).not.toContain('act3')
})

test('files with weights alone get the softmax that the choice asks for', () => {
  for (const format of ['torch', 'safetensors'] as const) {
    expect(usageOf(format, facts).code).not.toContain('softmax')
    expect(usageOf(format, { ...facts, answer: 'probabilities' }).code).toContain('.softmax(1)')
  }
  for (const [format, power] of [
    ['npz', 'np.exp(x - x.max())'],
    ['json', 'Math.exp('],
  ] as const) {
    expect(usageOf(format, facts).code).not.toContain(power)
    expect(usageOf(format, { ...facts, answer: 'probabilities' }).code).toContain(power)
  }
})

test('a network without hidden layers needs no activation', () => {
  expect(usageOf('npz', { ...facts, hidden: [] }).code).not.toContain('for i in')
  expect(usageOf('json', { ...facts, hidden: [] }).code).not.toContain('Math.tanh')
})

test('leaky relu has the slope that networks are trained with', () => {
  expect(leakySlope).toBe(ofTraining)
})
