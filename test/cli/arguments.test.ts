import { expect, test } from 'vitest'
import { commands } from '../../electron/cli/commands.ts'
import { requestFrom } from '../../electron/cli/request.ts'
import { settingOptions } from '../../electron/cli/setting-options.ts'
import { settingKey } from '../../electron/contract/setting-words.ts'
import { referenceConfig, settingNames } from '../../electron/contract/train-config.ts'
import { startFrom } from './start-from.ts'

test('train without options is the reference experiment', async () => {
  expect(await startFrom()).toEqual({ config: referenceConfig, note: '' })
})

test('every setting has an option', () => {
  const options = Object.keys(settingOptions)
  expect(new Set(settingNames)).toEqual(new Set(['trainImages', ...Object.keys(referenceConfig)]))
  for (const setting of settingNames) expect(options).toContain(settingKey(setting))
})

test('every option of train reaches the configuration', async () => {
  const options = {
    dataset: 'mnist',
    hidden: '512-256',
    activation: 'gelu',
    'first-weights': 'he',
    optimizer: 'nesterov',
    momentum: '0.8',
    beta1: '0.7',
    beta2: '0.99',
    decay: '0.6',
    epsilon: '1e-7',
    'learning-rate': '2e-3',
    schedule: 'step',
    'schedule-every': '2',
    'schedule-factor': '0.3',
    'warm-up': '100',
    batch: '50',
    epochs: '2',
    dropout: '0.2',
    'weight-decay': '0.01',
    'label-smoothing': '0.1',
    affine: '1',
    styles: '0.5',
    normalisation: 'standard',
    'train-images': '1000',
    validation: '0.1',
    patience: '3',
    seed: '7',
    'record-every': '5',
    name: 'A name',
    note: 'A note',
    threads: '2',
    engine: 'wasm',
  }
  const separate = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  const joined = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
  const expected = {
    config: {
      dataset: 'mnist',
      hidden: [512, 256],
      activation: 'gelu',
      firstWeights: 'he',
      optimizer: 'nesterov',
      momentum: 0.8,
      beta1: 0.7,
      beta2: 0.99,
      decay: 0.6,
      epsilon: 1e-7,
      learningRate: 0.002,
      schedule: 'step',
      scheduleEvery: 2,
      scheduleFactor: 0.3,
      warmUp: 100,
      batch: 50,
      epochs: 2,
      dropout: 0.2,
      weightDecay: 0.01,
      labelSmoothing: 0.1,
      affine: 1,
      styles: 0.5,
      normalisation: 'standard',
      trainImages: 1000,
      validation: 0.1,
      patience: 3,
      keepBest: true,
      seed: 7,
      recordEvery: 5,
    },
    name: 'A name',
    note: 'A note',
    engine: 'wasm',
    threads: 2,
  }
  expect(await startFrom(...separate, '--keep-best')).toEqual(expected)
  expect(await startFrom('--keep-best', ...joined)).toEqual(expected)
})

test('--hidden none is a network without a hidden layer', async () => {
  expect((await startFrom('--hidden', 'none')).config.hidden).toEqual([])
})

test('a value that begins with a dash is taken after =, a negative number anywhere', async () => {
  expect((await startFrom('--name=--json')).name).toBe('--json')
  await expect(startFrom('--seed', '-1')).rejects.toThrow(
    '--seed "-1": Seed must be a whole number from 0',
  )
  await expect(startFrom('--name', '--json')).rejects.toThrow('write --name=--json')
})

test('a command may stand after the shared options', () => {
  const request = requestFrom(['--data-dir', 'list', 'runs', 'list', '--json'], commands)
  expect(request).toMatchObject({ kind: 'run', command: { name: 'runs list' } })
  if (request.kind === 'run') expect(request.given.text('data-dir')).toBe('list')
})

test('a word that is nearly right is suggested, one that is far off is not', async () => {
  expect(() => requestFrom(['trian'], commands)).toThrow('did you mean train?')
  expect(() => requestFrom(['runs', 'lst'], commands)).toThrow('did you mean runs list?')
  await expect(startFrom('--learn-rate=1')).rejects.toThrow('did you mean --learning-rate?')
  await expect(startFrom('--zzzzzzzz')).rejects.toThrow(/^Unknown option --zzzzzzzz for train$/)
})

test('help is given for the program, for a group and for each command', () => {
  const helped = (...argv: readonly string[]) => {
    const request = requestFrom([...argv, '--help'], commands)
    return request.kind === 'help' ? request.commands.map(({ name }) => name) : []
  }
  expect(helped()).toEqual(commands.map(({ name }) => name))
  expect(helped('runs')).toContain('runs metrics')
  expect(helped('runs')).not.toContain('train')
  for (const { name } of commands) expect(helped(...name.split(' '))).toEqual([name])
})
