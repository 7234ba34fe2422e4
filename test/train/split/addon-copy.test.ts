import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addonCopy } from '../../../electron/train/split/addon-copy.ts'
import { tempDir } from '../../temp-dir.ts'

function anAddon(text: string) {
  const dir = tempDir()
  const addon = join(dir, 'addon.node')
  writeFileSync(addon, text)
  return { addon, folder: join(dir, 'copies') }
}

test('each part has a copy of its own, made once, and nothing else is left', () => {
  const { addon, folder } = anAddon('an addon')
  const copies = [1, 2].map((part) => addonCopy(addon, folder, part))
  for (const copy of copies) expect(readFileSync(copy, 'utf8')).toBe('an addon')
  const made = copies.map((copy) => statSync(copy).mtimeMs)
  expect([1, 2].map((part) => addonCopy(addon, folder, part))).toEqual(copies)
  expect(copies.map((copy) => statSync(copy).mtimeMs)).toEqual(made)
  expect(
    readdirSync(folder)
      .map((name) => join(folder, name))
      .sort(),
  ).toEqual([...copies].sort())
  expect(statSync(folder).mode & 0o077).toBe(0)
})

test('another version has another copy, and a damaged one is made anew', () => {
  const { addon, folder } = anAddon('an addon')
  const first = addonCopy(addon, folder, 1)
  writeFileSync(first, 'an ad')
  expect(addonCopy(addon, folder, 1)).toBe(first)
  expect(readFileSync(first, 'utf8')).toBe('an addon')
  writeFileSync(addon, 'a newer addon')
  const second = addonCopy(addon, folder, 1)
  expect(second).not.toBe(first)
  expect(existsSync(first)).toBe(true)
})

test('a place where none can be made is an error', () => {
  const { addon, folder } = anAddon('an addon')
  expect(() => addonCopy(addon, join(folder, 'missing', 'copies'), 1)).toThrow('ENOENT')
})
