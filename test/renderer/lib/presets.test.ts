import { expect, test } from 'vitest'
import { referenceConfig } from '../../../electron/contract/train-config.ts'
import { builtInPresets } from '../../../electron/core/presets.ts'
import { nameFault, presetOf, presetTitle } from '../../../renderer/lib/presets.ts'

const own = { name: 'mine', isOwn: true, config: { ...referenceConfig, trainImages: 500 } }
const presets = [...builtInPresets, own]

test('a configuration is the preset that says the same of every setting', () => {
  expect(presetOf(presets, { ...referenceConfig })?.name).toBe('reference')
  expect(presetOf(presets, { ...referenceConfig, trainImages: 500 })?.name).toBe('mine')
  expect(presetOf(presets, { ...referenceConfig, seed: 2 })).toBeUndefined()
  expect(presetOf(presets, undefined)).toBeUndefined()
})

test('the presets of the application have a word of the locale, own ones their name', () => {
  expect(presets.map(presetTitle)).toEqual(['Reference', 'Robust', 'mine'])
  expect(presetTitle({ ...own, name: 'robust' })).toBe('robust')
})

test('a name that cannot be one is refused before it is sent', () => {
  expect(nameFault(' tiny-2 ')).toBe('')
  for (const name of ['', 'Tiny', 'a b', '-a', 'x'.repeat(41)])
    expect(nameFault(name)).toMatch(/40/)
})
