import * as v from 'valibot'
import { expect, test } from 'vitest'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { tempDir } from '../temp-dir.ts'
import { digitLab, jsonLines, small } from './digit-lab.ts'
import { CompletedRunDetail, Presets, TrainResult } from './shapes.ts'

const said = async (dataDir: string, ...args: readonly string[]) => {
  const ended = await digitLab(dataDir, args)
  expect(ended).toMatchObject({ code: 0, errors: '' })
  return ended.output
}

const listed = async (dataDir: string) =>
  v.parse(Presets, jsonLines(await said(dataDir, 'presets', 'list', '--json'))[0])

test('a folder without runs has the presets of the application, and is not made', async () => {
  const dataDir = join(tempDir(), 'data')
  expect((await listed(dataDir)).map(({ name, isOwn }) => [name, isOwn])).toEqual([
    ['reference', false],
    ['robust', false],
  ])
  expect(existsSync(dataDir)).toBe(false)
})

test('own presets are saved, trained with, replaced and deleted', async () => {
  const dataDir = tempDir()
  const saved = await said(
    dataDir,
    'presets',
    'save',
    'tiny',
    ...small,
    '--keep-best',
    '--validation',
    '0.1',
  )
  expect(saved).toBe(
    'Saved preset tiny: --hidden 16 --epochs 1 --train-images 2000 --validation 0.1 --keep-best\n',
  )
  const config = {
    ...referenceConfig,
    hidden: [16],
    epochs: 1,
    trainImages: 2000,
    validation: 0.1,
    keepBest: true,
  }
  expect(await listed(dataDir)).toContainEqual({ name: 'tiny', isOwn: true, config })

  const { output } = await digitLab(dataDir, ['train', '--preset', 'tiny', '--seed', '4', '--json'])
  const result = v.parse(TrainResult, jsonLines(output)[0])
  expect(result.config).toEqual({ ...config, seed: 4 })
  expect(result.epochs[0]?.validation).toEqual({
    loss: expect.any(Number) as number,
    error: expect.any(Number) as number,
  })

  await said(dataDir, 'presets', 'save', 'tiny', '--preset', 'tiny', '--hidden', '8')
  expect(await listed(dataDir)).toContainEqual({
    name: 'tiny',
    isOwn: true,
    config: { ...config, hidden: [8] },
  })
  expect(await said(dataDir, 'presets', 'list')).toMatch(/^tiny +own +--hidden 8 /m)
  expect(await said(dataDir, 'presets', 'delete', 'tiny')).toBe('Deleted preset tiny\n')
  expect((await listed(dataDir)).map(({ name }) => name)).toEqual(['reference', 'robust'])
})

test('what runs show --json prints trains the same run again', async () => {
  const dataDir = tempDir()
  await said(
    dataDir,
    'train',
    ...small,
    '--seed',
    '6',
    '--optimizer',
    'rmsprop',
    '--dropout',
    '0.2',
  )
  const shown = await said(dataDir, 'runs', 'show', 'last', '--json')
  const { config, weightsSha256 } = v.parse(CompletedRunDetail, jsonLines(shown)[0])
  const again = await digitLab(dataDir, ['train', '--config', '-', '--json'], shown)
  expect(again.code).toBe(0)
  expect(v.parse(TrainResult, jsonLines(again.output)[0])).toMatchObject({ config, weightsSha256 })
})
