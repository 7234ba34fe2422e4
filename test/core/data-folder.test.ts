import { statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { dataFolder } from '../../electron/core/data-folder.ts'
import { tempDir } from '../temp-dir.ts'

test('the option goes before the variable, and both before the usual place', () => {
  const dir = tempDir()
  const [option, variable] = [join(dir, 'option'), join(dir, 'variable')]
  const env = { DIGIT_LAB_DATA: variable }
  expect(dataFolder(env, ['x', '--data-dir', option])).toBe(option)
  expect(dataFolder(env, ['x', `--data-dir=${option}`])).toBe(option)
  expect(dataFolder(env, ['x'])).toBe(variable)
})

test('it is made with all above it, for its owner alone', () => {
  const folder = join(tempDir(), 'a folder', 'with "quotes" and #%', 'ü')
  expect(dataFolder({ DIGIT_LAB_DATA: folder }, [])).toBe(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('a relative one is taken from where the program was started', () => {
  expect(dataFolder({ DIGIT_LAB_DATA: 'out' }, [])).toBe(resolve('out'))
})

test('one that cannot be made is named with the reason', () => {
  const file = join(tempDir(), 'file')
  writeFileSync(file, '')
  const make = (folder: string) => () => dataFolder({ DIGIT_LAB_DATA: folder }, [])
  expect(make(file)).toThrow(`The data folder ${file} cannot be made: EEXIST`)
  expect(make(join(file, 'below'))).toThrow(/cannot be made: ENOTDIR/)
})
