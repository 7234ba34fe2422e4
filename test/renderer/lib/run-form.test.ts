import { describe, expect, test } from 'vitest'
import { referenceConfig } from '../../../electron/contract/train-config.ts'
import {
  fieldGroups,
  formOf,
  isFieldChanged,
  readForm,
  referenceForm,
  shownFields,
  withDataset,
  type FormField,
  type RunForm,
} from '../../../renderer/lib/run-form.ts'
import { mnist } from '../../../renderer/lib/reference.ts'

const reading = (form: Partial<RunForm>) => readForm({ ...referenceForm, ...form }, mnist)
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
  const again = readForm(formOf(config, mnist), mnist)
  expect(again.ok && again.start.config).toEqual(config)
})

test('every setting has a field, and each comes back as it was said', () => {
  const fields = Object.values(fieldGroups).flat()
  const settings = Object.keys({ ...referenceConfig, trainImages: 1 })
  expect(new Set(fields)).toEqual(new Set(settings))
  expect(fields).toHaveLength(settings.length)
  const config = {
    ...referenceConfig,
    hidden: [],
    activation: 'leaky-relu',
    firstWeights: 'he',
    optimizer: 'adamw',
    beta1: 0.85,
    beta2: 0.99999,
    epsilon: 1e-12,
    learningRate: 1e-7,
    schedule: 'step',
    scheduleEvery: 3,
    scheduleFactor: 0.25,
    warmUp: 12_000,
    dropout: 0.15,
    weightDecay: 0.0001,
    labelSmoothing: 0.05,
    affine: 1.5,
    styles: 0.5,
    normalisation: 'standard',
    trainImages: 59_999,
    validation: 0.2,
    patience: 7,
    keepBest: true,
    seed: 4_294_967_295,
    recordEvery: 7,
  } as const
  const again = readForm(formOf({ ...config, hidden: [...config.hidden] }, mnist), mnist)
  expect(again.ok && again.start.config).toEqual(config)
})

test('what has no effect is not shown, and whatever stands there does no harm', () => {
  const form = { ...referenceForm, momentum: 'x', scheduleFactor: '7' }
  expect(configOf(form)).toEqual(referenceConfig)
  expect(shownFields('more', form)).toEqual([
    'firstWeights',
    'beta1',
    'beta2',
    'epsilon',
    'recordEvery',
  ])
  expect(isFieldChanged(form, 'momentum', mnist)).toBe(false)
  const chosen = { ...form, optimizer: 'momentum', schedule: 'step' }
  expect(shownFields('more', chosen)).toEqual(['firstWeights', 'momentum', 'recordEvery'])
  expect(Object.keys(errorsOf(chosen)).sort()).toEqual(['momentum', 'scheduleFactor'])
})

test('what needs a validation share is said where it was asked for', () => {
  expect(Object.keys(errorsOf({ patience: '2' }))).toEqual(['patience'])
  expect(Object.keys(errorsOf({ keepBest: 'true' }))).toEqual(['keepBest'])
  expect(errorsOf({ keepBest: 'true', patience: '2', validation: '0.1' })).toEqual({})
})

test.each(['', 'none', ' None '])('hidden layers “%s” make a network without any', (hidden) => {
  expect(configOf({ hidden }).hidden).toEqual([])
})

test('all training images is the same as naming none', () => {
  expect(configOf({ trainImages: '60,000' }).trainImages).toBeUndefined()
  expect(configOf({ trainImages: '60000' }).trainImages).toBeUndefined()
  expect(configOf({ trainImages: '1000' }).trainImages).toBe(1000)
})

describe('a form for another data set', () => {
  const clothes = { ...mnist, id: 'clothes', train: 500, classes: ['hat', 'shoe'] }

  test('uses all its training images where it used all of the one before, and keeps a number that was typed', () => {
    const form = withDataset(referenceForm, mnist, clothes)
    expect(form).toMatchObject({ dataset: 'clothes', trainImages: '500' })
    const result = readForm(form, clothes)
    expect(result.ok && result.start.config).toEqual({ ...referenceConfig, dataset: 'clothes' })
    expect(isFieldChanged(form, 'trainImages', clothes)).toBe(false)
    expect(isFieldChanged(form, 'dataset', clothes)).toBe(true)
    const some = withDataset({ ...referenceForm, trainImages: '100' }, mnist, clothes)
    expect(some.trainImages).toBe('100')
    expect(withDataset(form, clothes, mnist)).toEqual(referenceForm)
  })

  test.each([
    ['trainImages', '501', 'Training images must be a whole number from 1 to 500'],
    [
      'styles',
      '1',
      'Style strength must be 0: it draws on the digits 0 to 9, and clothes has other classes',
    ],
  ] as const)('does not allow %s %s', (field, value, why) => {
    const form = { ...withDataset(referenceForm, mnist, clothes), [field]: value }
    expect(readForm(form, clothes)).toEqual({ ok: false, errors: { [field]: why } })
  })

  test('says so where there is none of that name', () => {
    expect(readForm({ ...referenceForm, dataset: 'gone' }, undefined)).toEqual({
      ok: false,
      errors: { dataset: 'There is no data set gone' },
    })
  })
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
    ['dropout', '1'],
    ['validation', '0.6'],
    ['patience', '-1'],
    ['affine', 'much'],
    ['warmUp', ''],
    ['recordEvery', '0'],
    ['epsilon', '0'],
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
    isFieldChanged({ ...referenceForm, ...form }, field, mnist)
  expect(isChanged({ learningRate: '1e-3' }, 'learningRate')).toBe(false)
  expect(isChanged({ learningRate: '0.01' }, 'learningRate')).toBe(true)
  expect(isChanged({ hidden: ' 500 ' }, 'hidden')).toBe(false)
  expect(isChanged({ hidden: '' }, 'hidden')).toBe(true)
  expect(isChanged({ batch: 'x' }, 'batch')).toBe(true)
})
