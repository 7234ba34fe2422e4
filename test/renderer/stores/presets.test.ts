import { expect, test } from 'vitest'
import type { Preset } from '../../../electron/contract/entities.ts'
import { builtInPresets } from '../../../electron/core/presets.ts'
import { usePresets } from '../../../renderer/stores/presets.ts'
import { referenceConfig } from '../../../electron/contract/train-config.ts'
import { withCore } from './with-core.ts'

test('a preset that is saved or deleted shows in the list, and a refusal is passed on', async () => {
  let own: Preset[] = []
  withCore((name, input) => {
    const { name: preset } = input as Preset
    if (preset === 'reference') return Promise.reject(new Error('belongs to the application'))
    if (name === 'presets.save') own = [{ ...(input as Preset), isOwn: true }]
    if (name === 'presets.delete') own = own.filter((each) => each.name !== preset)
    return Promise.resolve([...builtInPresets, ...own])
  })
  const store = usePresets()
  const names = () => store.presets.map(({ name }) => name)
  await store.save('mine', referenceConfig)
  expect(names()).toEqual(['reference', 'robust', 'mine'])
  await store.remove('mine')
  expect(names()).toEqual(['reference', 'robust'])
  await expect(store.save('reference', referenceConfig)).rejects.toThrow('belongs to')
})
