import { describe, expect, test } from 'vitest'
import { referenceConfig } from '../../../electron/contract/train-config.ts'
import {
  estimateSeconds,
  formOf,
  isFieldChanged,
  readForm,
  referenceForm,
  type FormField,
  type RunForm,
} from '../../../renderer/lib/run-form.ts'
import { aRun } from '../a-run.ts'

const reading = (form: Partial<RunForm>) => readForm({ ...referenceForm, ...form })
const configOf = (form: Partial<RunForm>) => {
  const result = reading(form)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.start.config
}
const errorsOf = (form: Partial<RunForm>) => {
  const result = reading(form)
  return result.ok ? {} : result.errors
}

test('the untouched form is the reference experiment', () => {
  expect(configOf({})).toEqual(referenceConfig)
})

test('what a form says comes back when the form is filled from it', () => {
  const config = configOf({ hidden: '512-256', learningRate: '3e-4', batch: '1,000', seed: '7' })
  expect(config).toMatchObject({ hidden: [512, 256], learningRate: 0.0003, batch: 1000, seed: 7 })
  const again = readForm(formOf(config))
  expect(again.ok && again.start.config).toEqual(config)
})

test.each(['', 'none', ' None '])('hidden layers “%s” make a network without any', (hidden) => {
  expect(configOf({ hidden }).hidden).toEqual([])
})

test('all training images is the same as naming none', () => {
  expect(configOf({ trainImages: '60,000' }).trainImages).toBeUndefined()
  expect(configOf({ trainImages: '60000' }).trainImages).toBeUndefined()
  expect(configOf({ trainImages: '1000' }).trainImages).toBe(1000)
})

describe('a value that is not allowed', () => {
  test.each<[FormField, string]>([
    ['batch', '0'],
    ['batch', '1.5'],
    ['batch', 'many'],
    ['batch', ''],
    ['batch', '0x10'],
    ['epochs', '-1'],
    ['learningRate', '0,001'],
    ['learningRate', '11'],
    ['hidden', '500-'],
    ['hidden', '500, 300'],
    ['hidden', '1-1-1-1-1-1-1-1-1'],
    ['seed', '4294967296'],
    ['trainImages', '60001'],
    ['trainImages', 'all of them'],
    ['name', 'x'.repeat(121)],
  ])('%s “%s” is named at its own field', (field, value) => {
    const errors = errorsOf({ [field]: value })
    expect(Object.keys(errors)).toEqual([field])
    expect(errors[field]).toMatch(/\d/)
  })

  test('does not hide another one', () => {
    expect(Object.keys(errorsOf({ batch: '0', epochs: '0' }))).toEqual(['batch', 'epochs'])
  })
})

test('a blank name is left to the core', () => {
  const result = reading({ name: '  ' })
  expect(result.ok && 'name' in result.start).toBe(false)
})

test('a field is changed by its value, not by its spelling', () => {
  const isChanged = (form: Partial<RunForm>, field: 'batch' | 'hidden' | 'learningRate') =>
    isFieldChanged({ ...referenceForm, ...form }, field)
  expect(isChanged({ learningRate: '1e-3' }, 'learningRate')).toBe(false)
  expect(isChanged({ learningRate: '0.01' }, 'learningRate')).toBe(true)
  expect(isChanged({ hidden: ' 500 ' }, 'hidden')).toBe(false)
  expect(isChanged({ hidden: '' }, 'hidden')).toBe(true)
  expect(isChanged({ batch: 'x' }, 'batch')).toBe(true)
})

describe('how long it will take', () => {
  const measured = aRun({ seconds: 20 })

  test('follows from the newest finished run of the same work', () => {
    expect(estimateSeconds({ ...referenceConfig, epochs: 10 }, [measured])).toBe(40)
    expect(
      estimateSeconds({ ...referenceConfig, seed: 9 }, [aRun({ seconds: 10 }), measured]),
    ).toBe(10)
  })

  test('is not known from another network or an unfinished run', () => {
    expect(estimateSeconds({ ...referenceConfig, hidden: [10] }, [measured])).toBeUndefined()
    const stopped = aRun({ state: { status: 'stopped' } })
    expect(estimateSeconds(referenceConfig, [stopped])).toBeUndefined()
  })
})
