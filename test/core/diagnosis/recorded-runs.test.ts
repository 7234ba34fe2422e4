import { expect, test } from 'vitest'
import { diagnose } from '../../../electron/core/diagnosis/diagnose.ts'
import { recordedNames, recordedRun, type RecordedName } from './recorded.ts'

/** What is found in runs that really trained, in order, each with its weight. */
const expected: Readonly<Record<RecordedName, readonly string[]>> = {
  reference: [],
  'few images': [],
  'tanh, few images': [],
  'sgd at 1': [],
  'large first loss': [],
  'adam at 0.1': ['problem rate-too-high', 'problem dead-units'],
  'sgd at 3': ['problem rate-too-high', 'problem dead-units'],
  'momentum at 1': ['problem rate-too-high', 'problem dead-units'],
  'tanh, adam at 1': ['problem rate-too-high', 'problem dead-units', 'problem saturated-units'],
  'rmsprop at 0.01': ['hint still-falling', 'hint dead-units'],
  '512-256, sgd at 10': ['problem diverged'],
  'adam at 0.000001': ['problem rate-too-low'],
  'sgd at 0.01': ['problem rate-too-low'],
  'eight layers of sigmoid': ['problem loss-not-falling'],
  'sgd at 0.1': ['hint still-falling'],
  '30 epochs': ['hint overfitting'],
  '30 epochs with validation': ['hint overfitting'],
  '30 epochs with keep best': ['hint overfitting'],
  'one image a step': ['problem overfitting'],
  dropout: ['note test-better-than-train'],
  affine: ['hint still-falling', 'note test-better-than-train'],
}

test.each(recordedNames)('what went on in the run "%s" is found, and nothing else', (name) => {
  const found = diagnose(recordedRun(name)).map(({ weight, kind }) => `${weight} ${kind}`)
  expect(found).toEqual(expected[name])
})

test.each(['reference', 'few images', 'tanh, few images', 'sgd at 1', 'large first loss'] as const)(
  'nothing is found in the run "%s" at any of its points',
  (name) => {
    const { points } = recordedRun(name)
    expect(points.flatMap(({ step }) => diagnose(recordedRun(name, step)))).toEqual([])
  },
)

test.each([
  ['adam at 0.1', 20, 'rate-too-high'],
  ['adam at 0.000001', 160, 'rate-too-low'],
  ['eight layers of sigmoid', 160, 'loss-not-falling'],
  ['one image a step', 5000, 'overfitting'],
  ['dropout', 600, 'test-better-than-train'],
] as const)('the run "%s" tells by step %i: %s', (name, step, kind) => {
  expect(diagnose(recordedRun(name, step)).map((finding) => finding.kind)).toContain(kind)
})
