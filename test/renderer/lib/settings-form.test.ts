import { expect, test } from 'vitest'
import { defaultSettings } from '../../../electron/contract/settings.ts'
import {
  readSetting,
  settingGroups,
  settingText,
  type SettingName,
} from '../../../renderer/lib/settings-form.ts'

test('every setting is on the page once, but for the baseline, which is chosen in the list', () => {
  const shown: SettingName[] = settingGroups.flatMap(({ names }) => [...names])
  expect([...shown, 'baseline'].toSorted()).toEqual(Object.keys(defaultSettings).toSorted())
})

test.each<[SettingName, string, number | null]>([
  ['cores', 'auto', null],
  ['cores', ' Auto ', null],
  ['cores', '', null],
  ['cores', '2', 2],
  ['runsAtOnce', '64', 64],
  ['checkpointEverySeconds', '5', 5],
  ['sureFrom', '0.75', 0.75],
])('%s can be %j', (name, text, value) => {
  expect(readSetting(name, text)).toEqual({ ok: true, value, change: { [name]: value } })
})

test.each<[SettingName, string, RegExp]>([
  ['cores', '0', /^Cores must be a whole number from 1 to 256, or auto$/],
  ['cores', 'some', /^Cores must be/],
  ['runsAtOnce', '1.5', /^Runs at once must be a whole number from 1 to 64, or auto$/],
  ['checkpointEverySeconds', 'auto', /^Seconds between checkpoints must be .* 5 to 3600$/],
  ['checkpointEverySeconds', '', /^Seconds between checkpoints/],
  ['sureFrom', '50', /^Sure from must be a number from 0 to 1$/],
  ['sureFrom', 'auto', /^Sure from must be/],
])('%s cannot be %j, and the sentence says what it can be', (name, text, message) => {
  expect(readSetting(name, text)).toEqual({
    ok: false,
    message: expect.stringMatching(message) as string,
  })
})

test('a value reads as it is typed', () => {
  expect(settingText(null)).toBe('auto')
  expect(settingText(3600)).toBe('3600')
})
