import { expect, test } from 'vitest'
import type { RunDetail } from '../../../../electron/contract/entities.ts'
import {
  checkpointOptions,
  storedChoice,
} from '../../../../renderer/lib/model-export/export-choice.ts'
import { proofWords } from '../../../../renderer/lib/model-export/proof-words.ts'

test('what was chosen is remembered, and nonsense is forgotten', () => {
  const chosen = { format: 'onnx', pixels: 'byte', answer: 'logits', checkpoint: 'best' } as const
  expect(storedChoice(JSON.stringify(chosen))).toEqual(chosen)
  for (const odd of [null, '', '{', '{"format":"pickle"}'])
    expect(storedChoice(odd)).toMatchObject({ format: 'keras', checkpoint: 'last' })
})

const checkpoint = (epoch: number): RunDetail['checkpoints'][number] => ({
  epoch,
  step: epoch * 10,
  sha256: `hash of ${String(epoch)}`,
  bytes: 1,
  canResume: false,
})

test('the weights a run ended with come first, then the best, then each epoch, newest first', () => {
  const test = { error: 0.1, loss: 1 }
  const options = checkpointOptions({
    checkpoints: [1, 2, 3].map(checkpoint),
    best: { epoch: 2, test },
    weightsSha256: 'hash of 3',
  })
  expect(options.map(({ value }) => value)).toEqual(['last', 'best', 3, 2, 1])
  expect(options.map(({ label }) => label)).toEqual([
    'What the run ended with, epoch 3',
    'Best test error, epoch 2',
    'Epoch 3',
    'Epoch 2',
    'Epoch 1',
  ])
})

test('a best epoch whose checkpoint is gone is not offered', () => {
  const options = checkpointOptions({
    checkpoints: [checkpoint(3)],
    best: { epoch: 2, test: { error: 0.1, loss: 1 } },
    weightsSha256: 'hash of 3',
  })
  expect(options.map(({ value }) => value)).toEqual(['last', 3])
})

test('an imported model has the one checkpoint that it came with', () => {
  const options = checkpointOptions({
    checkpoints: [checkpoint(0)],
    best: null,
    weightsSha256: 'hash of 0',
  })
  expect(options.map(({ value }) => value)).toEqual(['last'])
})

test('a proof is told with its images, its largest difference and what is right', () => {
  expect(
    proofWords({ images: 100, sameAnswers: 100, right: 98, largestDifference: 1.23e-7 }),
  ).toContain('on 100 test images: largest difference 1.2e-7, 98 of 100 right')
  expect(
    proofWords({ images: 100, sameAnswers: 100, right: null, largestDifference: 0 }),
  ).toContain('on 100 images made by chance, since the run has no data set: largest difference 0.')
})
