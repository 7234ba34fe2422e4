import { expect, test } from 'vitest'
import { referenceConfig } from '../../../electron/contract/train-config.ts'
import {
  averageSpeed,
  checkpointRows,
  epochProgress,
  settingRows,
  shortHash,
} from '../../../renderer/lib/run-facts.ts'
import { aDetail, aLiveRun, anEpoch } from '../curves.ts'

test('settings that differ from the reference experiment are marked and come first', () => {
  const marked = (config = referenceConfig) =>
    settingRows(config)
      .filter(({ isChanged }) => isChanged)
      .map(({ setting, value }) => [setting, value])
  expect(marked()).toEqual([])
  expect(settingRows(referenceConfig).map(({ setting }) => setting)).not.toContain('momentum')
  const rows = settingRows({ ...referenceConfig, recordEvery: 5, keepBest: true, validation: 0.1 })
  expect(rows.slice(0, 4).map(({ setting, isChanged }) => [setting, isChanged])).toEqual([
    ['keepBest', true],
    ['validation', true],
    ['recordEvery', true],
    ['hidden', false],
  ])
  expect(
    marked({ ...referenceConfig, hidden: [512, 256], learningRate: 0.0001, trainImages: 6000 }),
  ).toEqual([
    ['hidden', '512-256'],
    ['learningRate', '0.0001'],
    ['trainImages', '6,000'],
  ])
})

test('checkpoints stand with what their weights reached, the best one marked', () => {
  const epochs = [anEpoch(1, 0.04), anEpoch(2, 0.03)]
  const { checkpoints } = aDetail(aLiveRun('aaaaaaaaaa'), epochs)
  const stopped = { epoch: 3, step: 1333, sha256: 'x', bytes: 4, canResume: true }
  const best = { epoch: 2, test: { loss: 0.1, error: 0.03 } }
  expect(checkpointRows([...checkpoints, stopped], epochs, best)).toMatchObject([
    { step: 600, testError: '4.00', trainError: '2.00', testLoss: '0.1200', isBest: false },
    { step: 1200, testError: '3.00', isBest: true },
    { step: 1333, testError: '–', testLoss: '–', isBest: false, canResume: true },
  ])
  expect(checkpointRows(checkpoints, epochs, best)[0]?.validationError).toBeNull()
  const scored = epochs.map((epoch) => ({ ...epoch, validation: { loss: 1, error: 0.05 } }))
  expect(checkpointRows([...checkpoints, stopped], scored, best)).toMatchObject([
    { validationError: '5.00' },
    { validationError: '5.00' },
    { validationError: '–' },
  ])
})

test('progress inside an epoch begins anew with each epoch and stays at the end of the last', () => {
  const at = (step: number) =>
    epochProgress(aLiveRun('aaaaaaaaaa', { progress: { epoch: 0, epochs: 5, step, steps: 3000 } }))
  expect(at(0)).toEqual({ step: 0, steps: 600 })
  expect(at(1000)).toEqual({ step: 400, steps: 600 })
  expect(at(3000)).toEqual({ step: 600, steps: 600 })
})

test('speed is images by training time over all epochs', () => {
  const slow = { ...anEpoch(2, 0.03), seconds: 12, imagesPerSecond: 5000 }
  expect(averageSpeed([anEpoch(1, 0.04), slow])).toBeCloseTo(120_000 / 18)
  expect(averageSpeed([])).toBeNull()
})

test('a hash is shortened to its ends', () => {
  expect(shortHash('ba891046e6505d7aadcb76db')).toBe('ba89…76db')
  expect(shortHash('aaaaaaaaaa')).toBe('aaaaaaaaaa')
})
