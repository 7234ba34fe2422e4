import { expect, test } from 'vitest'
import { mnistShape } from '../../../electron/contract/datasets.ts'
import { referenceConfig } from '../../../electron/contract/train-config.ts'
import { networkSize, parameterCount } from '../../../electron/train/network.ts'
import { divide } from '../../../electron/train/dataset.ts'
import {
  hasEffect,
  isChanged,
  learnedImages,
  mnist,
  stepsPerEpoch,
  weightCount,
} from '../../../renderer/lib/reference.ts'

test.each([
  [[500], mnist],
  [[512, 256], mnist],
  [[], mnist],
  [[1], mnist],
  [[12, 3], { ...mnist, rows: 12, columns: 20, classes: ['a', 'b', 'c'] }],
  [[], { ...mnist, rows: 4, columns: 5, classes: ['a', 'b'] }],
])('the form counts as many weights for %j as training has', (hidden, data) => {
  expect(weightCount(hidden, data)).toBe(
    parameterCount(networkSize({ hidden }, { ...mnistShape, ...data })),
  )
})

test('the last step of an epoch takes what is left', () => {
  expect(stepsPerEpoch(referenceConfig, mnist)).toBe(600)
  expect(stepsPerEpoch(referenceConfig, { train: 101 })).toBe(2)
  expect(stepsPerEpoch({ batch: 32, trainImages: 100, validation: 0 }, mnist)).toBe(4)
})

test.each([
  [60_000, 0],
  [60_000, 0.1],
  [1000, 0.333],
  [3, 0.5],
  [1, 0.5],
  [10, 0.01],
])(
  'of %i images with %d kept out the form counts as many as training learns from',
  (trainImages, validation) => {
    expect(learnedImages({ trainImages, validation }, 60_000)).toBe(
      divide({ trainImages, validation }, 60_000).train,
    )
  },
)

test('a constant of another optimizer or schedule has no effect', () => {
  const chosen = (optimizer: string, schedule = 'constant') => ({ optimizer, schedule })
  expect(hasEffect('momentum', chosen('nesterov'))).toBe(true)
  expect(hasEffect('momentum', chosen('adam'))).toBe(false)
  expect(hasEffect('beta1', chosen('adamw'))).toBe(true)
  expect(hasEffect('epsilon', chosen('rmsprop'))).toBe(true)
  expect(hasEffect('epsilon', chosen('sgd'))).toBe(false)
  expect(hasEffect('decay', chosen('adam'))).toBe(false)
  expect(hasEffect('scheduleFactor', chosen('adam', 'cosine'))).toBe(false)
  expect(hasEffect('scheduleFactor', chosen('adam', 'step'))).toBe(true)
  expect(hasEffect('learningRate', chosen('sgd'))).toBe(true)
})

test('only what differs from the reference is changed', () => {
  expect(isChanged({ ...referenceConfig, hidden: [500] }, 'hidden')).toBe(false)
  expect(isChanged({ ...referenceConfig, hidden: [500, 500] }, 'hidden')).toBe(true)
  expect(isChanged({ ...referenceConfig, trainImages: 100 }, 'trainImages')).toBe(true)
  expect(isChanged(referenceConfig, 'trainImages')).toBe(false)
})
