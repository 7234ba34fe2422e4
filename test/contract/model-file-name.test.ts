import { expect, test } from 'vitest'
import { modelFileName } from '../../electron/contract/model-file-name.ts'

test.each([
  ['Reference', 'Reference-tfjs.zip'],
  ['../../etc/passwd', 'etc-passwd-tfjs.zip'],
  ['CON', 'CON-tfjs.zip'],
  ['a "name" <b>\u202e\0:|?*', 'a-name-b-tfjs.zip'],
  ['学習 1', '学習-1-tfjs.zip'],
  ['…', 'model-tfjs.zip'],
  ['x'.repeat(120), `${'x'.repeat(50)}-tfjs.zip`],
])('a run named %j is exported as %s', (name, fileName) => {
  expect(modelFileName(name, 'tfjs')).toBe(fileName)
})

test('the file has the ending of its format', () => {
  expect(modelFileName('A', 'keras')).toBe('A-keras.keras')
})
