import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { t, tCount } from '../../../renderer/lib/translate.ts'
import en from '../../../renderer/locales/en.json' with { type: 'json' }

test('values take the places that their names hold', () => {
  expect(t('run.epochOf', { epoch: 3, epochs: 1000 })).toBe('Epoch 3 of 1,000')
})

test('a name with signs of its own stays as it is', () => {
  expect(t('run.stopNamed', { name: '$& {name} <b>' })).toBe('Stop $& {name} <b>')
})

test('one has its own words', () => {
  expect(tCount('runs.countOne', 'runs.count', 1)).toBe('1 run')
  expect(tCount('runs.countOne', 'runs.count', 0)).toBe('0 runs')
})

const root = join(import.meta.dirname, '../../../renderer')
const source = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|vue)$/.test(file))
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n')

/** Beginnings of messages whose end is a value, such as `status.` in t(`status.${kind}`). */
const openings = [...source.matchAll(/t\(\s*`([\w.]+)\$\{[^`]*?\}([\w.]*)`/g)].map(
  ([, start = '', end = '']) => ({ start, end }),
)

test('every message of the locale file is said somewhere', () => {
  const isSaid = (message: string) =>
    source.includes(`'${message}'`) ||
    openings.some(({ start, end }) => message.startsWith(start) && message.endsWith(end))
  expect(Object.keys(en).filter((message) => !isSaid(message))).toEqual([])
})
