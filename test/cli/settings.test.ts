import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultSettings } from '../../electron/contract/settings.ts'
import { tempDir } from '../temp-dir.ts'
import { digitLab, jsonLines } from './digit-lab.ts'

test('a folder without runs has nothing set, and is not made', async () => {
  const dataDir = join(tempDir(), 'data')
  const { output } = await digitLab(dataDir, ['settings', '--json'])
  expect(jsonLines(output)).toEqual([defaultSettings])
  expect(existsSync(dataDir)).toBe(false)
})

test('a setting is changed by its name, listed, and put back by auto', async () => {
  const dataDir = tempDir()
  const said = async (...args: readonly string[]) => {
    const ended = await digitLab(dataDir, args)
    expect(ended).toMatchObject({ code: 0, errors: '' })
    return ended.output
  }
  expect(await said('settings', 'set', 'runs-at-once', '2')).toBe('runs-at-once is 2\n')
  expect(await said('settings', 'set', 'checkpoint-every-seconds', '60')).toBe(
    'checkpoint-every-seconds is 60\n',
  )
  expect(jsonLines(await said('settings', '--json'))).toEqual([
    { ...defaultSettings, runsAtOnce: 2, checkpointEverySeconds: 60 },
  ])
  const list = await said('settings')
  expect(list).toMatch(/^cores +auto +cores that training may use/m)
  expect(list).toMatch(/^runs-at-once +2 /m)
  expect(jsonLines(await said('settings', 'set', 'runs-at-once', 'auto', '--json'))).toEqual([
    { ...defaultSettings, runsAtOnce: null, checkpointEverySeconds: 60 },
  ])
  expect(await said('settings', 'set', '--help')).toMatch(
    /^Usage: digit-lab settings set NAME VALUE/,
  )
  expect(await said('settings', '--help')).toMatch(/^Usage: digit-lab settings \[options\]/)
})

test.each<[string, RegExp]>([
  ['st', /"st"/],
  ['set cores', /needs NAME VALUE/],
  ['set core 2', /No setting "core"; did you mean cores\?; settings are cores, runs-at-once, /],
  ['set cores 0', /cores "0": Cores must be a whole number from 1 to 256, or auto/],
  ['set cores many', /cores "many": Cores must be a whole number .*, or auto/],
  ['set sure-from 50', /"50": Sure from must be a number from 0 to 1\n/],
  ['set checkpoint-every-seconds auto', /"auto": Seconds between .* from 5 to 3600\n/],
])('settings %s is wrong use, said in one line, and leaves no trace', async (words, message) => {
  const dataDir = join(tempDir(), 'data')
  const { code, output, errors } = await digitLab(dataDir, ['settings', ...words.split(' ')])
  expect({ code, output }).toEqual({ code: 2, output: '' })
  expect(errors).toMatch(/^digit-lab: [^\n]+\n$/)
  expect(errors).toMatch(message)
  expect(existsSync(dataDir)).toBe(false)
})

test('the baseline is a run by its name, or the published result', async () => {
  const dataDir = tempDir()
  const said = async (...args: readonly string[]) =>
    (await digitLab(dataDir, ['settings', ...args])).output
  expect(await said()).toMatch(/^baseline +published /m)
  const { output } = await digitLab(dataDir, ['queue', 'add', '--name', 'My own', '--json'])
  const [{ id }] = jsonLines(output) as [{ id: string }]
  expect(await said('set', 'baseline', 'My own')).toBe(`baseline is ${id}\n`)
  expect(jsonLines(await said('--json'))).toEqual([{ ...defaultSettings, baseline: id }])
  const { code, errors } = await digitLab(dataDir, ['settings', 'set', 'baseline', 'nobody'])
  expect([code, errors]).toEqual([1, expect.stringContaining('No run "nobody"')])
  expect(await said('set', 'baseline', 'published')).toBe('baseline is published\n')
})
