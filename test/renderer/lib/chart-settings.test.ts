import { expect, test } from 'vitest'
import { chartKeyOf } from '../../../renderer/lib/chart-keys.ts'
import { chartSettingsOf, linesShown } from '../../../renderer/lib/chart-settings.ts'
import { clockText, clockTicks } from '../../../renderer/lib/clock-ticks.ts'
import { tipPlace } from '../../../renderer/lib/tip-place.ts'

const atFirst = chartSettingsOf(null)

test('settings are remembered one by one, whatever else is wrong', () => {
  const kept = { ...atFirst, axis: 'clock', smoothing: 0.99, lines: ['train'] }
  expect(chartSettingsOf(JSON.stringify(kept))).toEqual(kept)
  expect(chartSettingsOf('{"axis":"weeks","smoothing":2,"isLogY":false}')).toEqual({
    ...atFirst,
    isLogY: false,
  })
  for (const broken of ['', '[', 'null', '7']) expect(chartSettingsOf(broken)).toEqual(atFirst)
})

test('of more than six runs either side can be left out', () => {
  const settings = { ...atFirst, lines: ['running', 'train', 'test'] as const }
  const shown = (side: 'train' | 'test' | 'both', runs: number) => [
    ...linesShown('error', { ...settings, lines: [...settings.lines], side }, runs),
  ]
  expect(shown('train', 7)).toEqual(['running', 'train'])
  expect(shown('test', 7)).toEqual(['test'])
  expect(shown('both', 7)).toEqual(['running', 'train', 'test'])
  expect(shown('train', 6)).toEqual(['running', 'train', 'test'])
})

test('keys act in a chart, those with a command modifier elsewhere', () => {
  const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
  expect(chartKeyOf({ key: 'ArrowLeft', ...plain })).toEqual({ kind: 'move', direction: -1 })
  expect(chartKeyOf({ key: 'ArrowLeft', ...plain, shiftKey: true })).toEqual({
    kind: 'pan',
    direction: -1,
  })
  expect(chartKeyOf({ key: '+', ...plain, shiftKey: true })).toEqual({ kind: 'zoom', factor: 0.5 })
  expect(chartKeyOf({ key: '0', ...plain, ctrlKey: true })).toBeUndefined()
  expect(chartKeyOf({ key: 'b', ...plain })).toBeUndefined()
})

test('moments are marked where a clock is round', () => {
  const noon = new Date(2026, 2, 3, 12, 0, 7).getTime() / 1000
  const ticks = clockTicks({ min: noon, max: noon + 3600 }, 5)
  const span = { min: noon, max: noon + 3600 }
  expect(ticks.map((tick) => clockText(tick, span))).toEqual(['12:15', '12:30', '12:45', '13:00'])
})

test('moments are told no more exactly than their axis', () => {
  const noon = new Date(2026, 2, 3, 12, 0, 0).getTime() / 1000
  const text = (extent: number) => clockText(noon, { min: noon, max: noon + extent })
  expect(text(60)).toBe('12:00:00')
  expect(text(3600)).toBe('12:00')
  expect(text(2 * 86_400)).toContain('3 Mar')
  expect(text(90 * 86_400)).toBe('3 Mar')
})

const small = { width: 0.3, height: 0.4 }

test('the tip stands where fewest points are covered, beside the cursor', () => {
  const falling = [0.1, 0.3, 0.5, 0.7, 0.9].map((x) => ({ x, y: x }))
  expect(tipPlace(falling, 0.7, small)).toEqual({ side: 'left', edge: 'top' })
  expect(tipPlace([{ x: 0.5, y: 0.1 }], 0.7, small)).toEqual({ side: 'left', edge: 'bottom' })
})

test('a tip that fits on neither side stands on the wider one', () => {
  const wide = { width: 0.8, height: 0.4 }
  expect(tipPlace([], 0.4, wide).side).toBe('right')
  expect(tipPlace([], 0.6, wide).side).toBe('left')
})
