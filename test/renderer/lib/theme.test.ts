import { expect, test } from 'vitest'
import { nextTheme, themeOf } from '../../../renderer/lib/theme.ts'

test('the switch comes round to where it began', () => {
  expect(nextTheme(nextTheme(nextTheme('dark')))).toBe('dark')
})

test('what was remembered counts, nonsense does not', () => {
  expect(themeOf('dark')).toBe('dark')
  expect(themeOf('purple')).toBe('system')
  expect(themeOf(null)).toBe('system')
})
