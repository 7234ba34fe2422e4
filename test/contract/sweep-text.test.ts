import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { readSettingText } from '../../electron/contract/sweep-text.ts'
import { settingNames } from '../../electron/contract/train-config.ts'

const typed = { hasThousands: false }
const inForm = { hasThousands: true }

test.each([
  ['hidden', '128,500', [[128], [500]]],
  ['hidden', '512-256, none', [[512, 256], []]],
  ['learningRate', '0.0003, 1e-3,.01', [0.0003, 0.001, 0.01]],
  ['optimizer', 'adam, sgd', ['adam', 'sgd']],
  ['keepBest', 'true,false', [true, false]],
  ['trainImages', '1000,2000', [1000, 2000]],
  ['seed', '1,2,3', [1, 2, 3]],
] as const)('%s %s is a list of values', (setting, text, values) => {
  expect(readSettingText(setting, text, typed)).toEqual({
    kind: 'axis',
    axis: { kind: 'values', setting, values },
  })
})

test.each([
  ['learningRate', '0.0001..0.1 log', 0.0001, 0.1, true],
  ['learningRate', '0.0001..0.1:log', 0.0001, 0.1, true],
  ['learningRate', ' 1e-4 .. 1e-1 linear', 0.0001, 0.1, false],
  ['hidden', '16..512', 16, 512, false],
  ['batch', '16..512 LOG', 16, 512, true],
] as const)('%s %s is a range', (...[setting, text, from, to, isLog]) => {
  expect(readSettingText(setting, text, typed)).toEqual({
    kind: 'axis',
    axis: { kind: 'range', setting, from, to, isLog },
  })
})

test.each([
  ['hidden', '500'],
  ['hidden', '512-256'],
  ['learningRate', '0.001'],
  ['learningRate', 'nonsense'],
  ['optimizer', 'adam'],
] as const)('%s %s is one value', (setting, text) => {
  expect(readSettingText(setting, text, typed)).toEqual({ kind: 'single' })
})

test.each([
  ['hidden', '128,5000', '5000', /Hidden units must be a whole number from 1 to 4096/],
  ['learningRate', '0.1,abc', 'abc', /Learning rate must be a number/],
  ['learningRate', '0.1,,0.2', '0.1,,0.2', /missing before or after a comma/],
  ['learningRate', '0.1,0.10', '0.10', /twice/],
  ['learningRate', '0.1,0.2..0.3', '0.2..0.3', /alone/],
  ['learningRate', '0.1..', '0.1..', /LEAST\.\.MOST/],
  ['learningRate', '0.1..0.2 cubic', '0.1..0.2 cubic', /LEAST\.\.MOST/],
  ['learningRate', '0.1..0.01', '0.1..0.01', /from less to more/],
  ['dropout', '0..0.5 log', '0..0.5 log', /begins above 0/],
  ['dropout', '0..2', '0..2', /Dropout must be a number from 0 to 0.9/],
  ['optimizer', 'adam..sgd', 'adam..sgd', /LEAST\.\.MOST/],
  ['optimizer', '1..2', '1..2', /not a number/],
  ['batch', '1.5..20', '1.5..20', /whole number/],
] as const)('%s %s is refused for %s', (setting, text, value, rule) => {
  expect(readSettingText(setting, text, typed)).toEqual({
    kind: 'fault',
    value,
    rule: expect.stringMatching(rule) as string,
  })
})

test('a form reads a number with thousands where the setting can have it, and a list where it cannot', () => {
  expect(readSettingText('trainImages', '60,000', inForm)).toEqual({ kind: 'single' })
  expect(readSettingText('hidden', '128,500', inForm)).toMatchObject({ kind: 'axis' })
  expect(readSettingText('batch', '100, 200', inForm)).toMatchObject({ kind: 'axis' })
})

test('whatever is typed is read or refused, and never throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...settingNames), fc.string(), (setting, text) => {
      const { kind } = readSettingText(setting, text, typed)
      expect(['single', 'axis', 'fault']).toContain(kind)
    }),
  )
})
