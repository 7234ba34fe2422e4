import { expect, test } from 'vitest'
import { commands } from '../../electron/cli/commands.ts'
import { requestFrom } from '../../electron/cli/request.ts'
import { startRunFrom } from '../../electron/cli/start-run.ts'
import type { StartRun } from '../../electron/contract/entities.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'

function startFrom(...options: readonly string[]): StartRun {
  const request = requestFrom(['train', ...options], commands)
  if (request.kind !== 'run') throw new Error(`It is a ${request.kind}`)
  return startRunFrom(request.given)
}

test('train without options is the reference experiment', () => {
  expect(startFrom()).toEqual({ config: referenceConfig, note: '' })
})

test('every option of train reaches the configuration', () => {
  const options = {
    hidden: '512-256',
    'learning-rate': '2e-3',
    batch: '50',
    epochs: '2',
    seed: '7',
    optimizer: 'sgd',
    activation: 'tanh',
    'train-images': '1000',
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
      activation: 'tanh',
      optimizer: 'sgd',
      learningRate: 0.002,
      batch: 50,
      epochs: 2,
      seed: 7,
      trainImages: 1000,
      recordEvery: 5,
    },
    name: 'A name',
    note: 'A note',
    engine: 'wasm',
    threads: 2,
  }
  expect(startFrom(...separate)).toEqual(expected)
  expect(startFrom(...joined)).toEqual(expected)
})

test('--hidden none is a network without a hidden layer', () => {
  expect(startFrom('--hidden', 'none').config.hidden).toEqual([])
})

test('a value that begins with a dash is taken after =, a negative number anywhere', () => {
  expect(startFrom('--name=--json').name).toBe('--json')
  expect(() => startFrom('--seed', '-1')).toThrow('--seed "-1": Seed must be a whole number from 0')
  expect(() => startFrom('--name', '--json')).toThrow('write --name=--json')
})

test('a command may stand after the shared options', () => {
  const request = requestFrom(['--data-dir', 'list', 'runs', 'list', '--json'], commands)
  expect(request).toMatchObject({ kind: 'run', command: { name: 'runs list' } })
  if (request.kind === 'run') expect(request.given.text('data-dir')).toBe('list')
})

test('a word that is nearly right is suggested, one that is far off is not', () => {
  expect(() => requestFrom(['trian'], commands)).toThrow('did you mean train?')
  expect(() => requestFrom(['runs', 'lst'], commands)).toThrow('did you mean runs list?')
  expect(() => startFrom('--learn-rate=1')).toThrow('did you mean --learning-rate?')
  expect(() => startFrom('--zzzzzzzz')).toThrow(/^Unknown option --zzzzzzzz for train$/)
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
