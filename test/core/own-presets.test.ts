import { expect, test } from 'vitest'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { tempDir } from '../temp-dir.ts'
import { tempCore } from './temp-core.ts'

const wide = { ...referenceConfig, hidden: [900] }

test('presets are those of the application, and then people’s own, which every process sees', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, worksQueue: false })
  await core.ask('presets.save', { name: 'wide', config: wide })
  await core.ask('presets.save', { name: 'deep', config: { hidden: [64, 64] } })
  const presets = await tempCore({ dataDir, worksQueue: false }).ask('presets.list', {})
  expect(presets.map(({ name, isOwn }) => [name, isOwn])).toEqual([
    ['reference', false],
    ['robust', false],
    ['deep', true],
    ['wide', true],
  ])
  expect(presets.at(-1)?.config).toEqual(wide)
})

test('saving again replaces, and deleting removes', async () => {
  const core = tempCore({ worksQueue: false })
  await core.ask('presets.save', { name: 'wide', config: {} })
  await core.ask('presets.save', { name: 'wide', config: wide })
  expect((await core.ask('presets.list', {})).at(-1)?.config).toEqual(wide)
  await core.ask('presets.delete', { name: 'wide' })
  expect((await core.ask('presets.list', {})).some(({ isOwn }) => isOwn)).toBe(false)
  await expect(core.ask('presets.delete', { name: 'wide' })).rejects.toMatchObject({
    code: 'not-found',
  })
})

test.each(['reference', 'robust'])('%s belongs to the application', async (name) => {
  const core = tempCore({ worksQueue: false })
  for (const refused of [
    core.ask('presets.save', { name, config: wide }),
    core.ask('presets.delete', { name }),
  ])
    await expect(refused).rejects.toMatchObject({ code: 'conflict' })
})
