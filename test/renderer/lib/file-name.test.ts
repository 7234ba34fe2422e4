import { expect, test } from 'vitest'
import { fileNameOf } from '../../../renderer/lib/file-name.ts'

test.each([
  ['', 'runs.csv'],
  ['Base 1', 'Base 1.csv'],
  ['../../etc/passwd', 'etc passwd.csv'],
  ['a<b>:"c"|?*', 'a b c.csv'],
  ['\u202Egnp', 'gnp.csv'],
  ['line\r\nbreak\u0000', 'line break.csv'],
  ['...', 'runs.csv'],
  ['=cmd()', '=cmd().csv'],
  ['🧪 one', '🧪 one.csv'],
  ['nul', 'nul file.csv'],
  ['COM1.old', 'COM1 file.old.csv'],
  ['console', 'console.csv'],
  ['x'.repeat(10_000), `${'x'.repeat(80)}.csv`],
])('the file for %j is called %s', (name, file) => {
  expect(fileNameOf(name, 'csv')).toBe(file)
})

test('a sign of two units is not cut in half', () => {
  expect(fileNameOf(`${'x'.repeat(79)}🧪`, 'csv')).toBe(`${'x'.repeat(79)}.csv`)
})
