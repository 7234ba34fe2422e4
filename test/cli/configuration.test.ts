import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { builtInPresets } from '../../electron/core/presets.ts'
import { tempDir } from '../temp-dir.ts'
import { startFrom } from './start-from.ts'

function fileWith(content: string | Uint8Array): string {
  const file = join(tempDir(), 'config.json')
  writeFileSync(file, content)
  return file
}

const fileOf = (value: unknown) => fileWith(JSON.stringify(value))
const robust = builtInPresets.find(({ name }) => name === 'robust')?.config

test('a file may say some settings or all of them', async () => {
  const some = { hidden: [64, 32], keepBest: true, validation: 0.1 }
  expect((await startFrom('--config', fileOf(some))).config).toEqual({
    ...referenceConfig,
    ...some,
  })
  const all = { ...referenceConfig, trainImages: 5000, seed: 9 }
  expect((await startFrom('--config', fileOf(all))).config).toEqual(all)
  expect((await startFrom('--config', fileWith(gzipSync('{}')))).config).toEqual(referenceConfig)
})

test('of what runs show --json prints the configuration is taken, and nothing else', async () => {
  const shown = { id: 'x', name: 'Other', config: { ...referenceConfig, seed: 3 }, epochs: [{}] }
  expect(await startFrom('--config', fileOf(shown))).toEqual({ config: shown.config, note: '' })
})

test('a preset is the beginning, the file counts more, and the options most', async () => {
  expect((await startFrom('--preset', 'robust')).config).toEqual(robust)
  const file = fileOf({ epochs: 7, batch: 50, keepBest: true, validation: 0.2, trainImages: 100 })
  const options = ['--batch', '20', '--no-keep-best', '--train-images', 'all']
  expect((await startFrom(...options, '--config', file, '--preset', 'robust')).config).toEqual({
    ...robust,
    epochs: 7,
    batch: 20,
    validation: 0.2,
  })
})

describe('a file that is not allowed is refused in one line with file, key, value and rule', () => {
  test.each<[string, string, RegExp]>([
    ['not JSON', '{hidden', /config\.json is not JSON/],
    ['nothing', '', /config\.json is not JSON/],
    ['a list', '[]', /config\.json: the file is a list, expected an object of settings/],
    ['a word', '"robust"', /the file is "robust"/],
    ['null', 'null', /the file is null/],
    ['a config that is none', '{"config":7}', /config is 7, expected an object/],
    [
      'an unknown key',
      '{"lerningRate":1}',
      /lerningRate 1: .*did you mean learningRate\?.* dataset, hidden/,
    ],
    [
      'a field of a run',
      '{"config":{"id":"x"}}',
      /config\.json: config\.id "x": there is no such setting/,
    ],
    ['__proto__', '{"__proto__":{"epochs":1}}', /__proto__ an object: there is no such setting/],
    [
      '__proto__ within',
      '{"hidden":{"__proto__":[1]}}',
      /hidden an object: Hidden layers must be a list/,
    ],
    ['constructor', '{"constructor":1}', /constructor 1: there is no such setting/],
    [
      'a number as text',
      '{"seed":"7"}',
      /config\.json: seed "7": Seed must be a whole number from 0/,
    ],
    ['too large', '{"epochs":1001}', /epochs 1001: Epochs must be a whole number from 1 to 1000/],
    ['endless', '{"learningRate":1e999}', /learningRate Infinity: .*from 0\.0000001 to 10/],
    ['null as a value', '{"trainImages":null}', /trainImages null: Training images must be/],
    ['a word as a switch', '{"keepBest":"yes"}', /keepBest "yes": Keep best must be true or false/],
    ['a layer of no size', '{"hidden":[500,0]}', /hidden\.1 0: Hidden units must be/],
    [
      'too many layers',
      '{"hidden":[1,1,1,1,1,1,1,1,1]}',
      /hidden a list: Hidden layers must be at most 8/,
    ],
    [
      'a word out of the list',
      '{"schedule":"exp"}',
      /schedule "exp": Schedule must be one of constant, step/,
    ],
    [
      'patience without validation',
      '{"patience":3}',
      /patience 3: Patience and keep best need a validation/,
    ],
    [
      'nesting without end',
      `{"hidden":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      /hidden\.0 a list: Hidden units/,
    ],
  ])('%s', async (_, content, message) => {
    const failure: unknown = await startFrom('--config', fileWith(content)).catch(
      (error: unknown) => error,
    )
    expect(failure).toMatchObject({ message: expect.stringMatching(message) as string })
    expect((failure as Error).message).not.toContain('\n')
    expect(({} as { epochs?: number }).epochs).toBeUndefined()
  })

  test('an option that breaks the rule is named instead of the file', async () => {
    const file = fileOf({ validation: 0 })
    await expect(startFrom('--config', file, '--patience', '3')).rejects.toThrow(
      '--patience "3": Patience and keep best need a validation share above 0',
    )
    await expect(startFrom('--keep-best')).rejects.toThrow('--keep-best "true": Patience and keep')
  })
})
