import { expect, test } from 'vitest'
import { referenceConfig } from '../../../electron/contract/train-config.ts'
import { parameterCount } from '../../../electron/train/network.ts'
import { isChanged, stepsPerEpoch, weightCount } from '../../../renderer/lib/reference.ts'

test.each([[[500]], [[512, 256]], [[]], [[1]]])(
  'the form counts as many weights for %j as training has',
  (hidden) => {
    expect(weightCount(hidden)).toBe(parameterCount({ hidden }))
  },
)

test('the last step of an epoch takes what is left', () => {
  expect(stepsPerEpoch(referenceConfig)).toBe(600)
  expect(stepsPerEpoch({ batch: 32, trainImages: 100, validation: 0 })).toBe(4)
})

test('only what differs from the reference is changed', () => {
  expect(isChanged({ ...referenceConfig, hidden: [500] }, 'hidden')).toBe(false)
  expect(isChanged({ ...referenceConfig, hidden: [500, 500] }, 'hidden')).toBe(true)
  expect(isChanged({ ...referenceConfig, trainImages: 100 }, 'trainImages')).toBe(true)
  expect(isChanged(referenceConfig, 'trainImages')).toBe(false)
})
