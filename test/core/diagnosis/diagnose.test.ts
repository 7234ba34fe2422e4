import { expect, test } from 'vitest'
import type { Finding, FindingKind } from '../../../electron/contract/training.ts'
import { diagnose } from '../../../electron/core/diagnosis/diagnose.ts'
import type { Evidence } from '../../../electron/core/diagnosis/evidence.ts'
import { aRun } from '../../renderer/a-run.ts'
import { aLiveRun, anEpoch, points } from '../../renderer/curves.ts'

const nothing: Evidence = {
  run: aRun(),
  epochs: [],
  points: [],
  layers: [],
  images: { test: 10_000, validation: 0 },
}
const kindsIn = (evidence: Partial<Evidence>): readonly FindingKind[] =>
  diagnose({ ...nothing, ...evidence }).map(({ kind }) => kind)

/** The words of the one finding of a kind. */
function found(kind: FindingKind, evidence: Partial<Evidence>): Finding {
  const [finding, ...others] = diagnose({ ...nothing, ...evidence }).filter(
    (each) => each.kind === kind,
  )
  if (!finding || others.length > 0) throw new Error(`Not one finding of kind ${kind}`)
  return finding
}

/** Epochs with these errors, while training goes on falling. */
const course = (testErrors: readonly number[], validationErrors: readonly number[] = []) =>
  testErrors.map((error, index) => {
    const epoch = anEpoch(index + 1, error, 0.02 / (index + 1))
    const validation = validationErrors[index]
    return validation === undefined
      ? epoch
      : { ...epoch, validation: { loss: validation * 3, error: validation } }
  })

test('a run that waits, or has just begun, has no findings', () => {
  expect(kindsIn({ run: aLiveRun('a') })).toEqual([])
  expect(kindsIn({ run: aLiveRun('a'), points: points(20, 60, 0.5) })).toEqual([])
  expect(kindsIn({ epochs: [anEpoch(1, 0.04)] })).toEqual([])
})

test('a run that diverged says so alone, with the reason and a lower rate', () => {
  const reason = 'Loss is not finite at step 16; largest weight 5.74e+34, in layer 2 of 3'
  const run = aRun({
    config: { optimizer: 'sgd', learningRate: 0.5 },
    state: { status: 'diverged', reason },
    weightsSha256: 'ab',
  })
  const first = {
    ...points(20, 20, 0.9)[0],
    loss: 1e6,
    step: 20,
    error: 0.9,
    images: 2000,
    seconds: 1,
  }
  expect(diagnose({ ...nothing, run, points: [first] })).toEqual([
    {
      kind: 'diverged',
      weight: 'problem',
      text: 'Training diverged: the loss is no longer a number',
      evidence: `${reason}. The last checkpoint before that is kept.`,
      advice: 'Try a learning rate of 0.05, a tenth, or a warm-up.',
    },
  ])
})

test('overfitting tells the best epoch, what became of it, and what chance explains', () => {
  const epochs = course([0.025, 0.022, 0.0192, 0.0251, 0.0249, 0.025])
  expect(found('overfitting', { epochs })).toEqual({
    kind: 'overfitting',
    weight: 'problem',
    text: 'Overfitting since epoch 3',
    evidence:
      'Test error was 1.92 % after epoch 3 and is 2.50 % over the last 3 epochs, while training error fell from 0.67 % to 0.41 %. Up to 0.27 points could be chance in 10,000 images.',
    advice:
      'Stop earlier, add dropout, weight decay or augmentation. Choose by a validation share, not by the test images.',
  })
})

test('a rise that chance explains in so many images is no overfitting', () => {
  const epochs = course([0.025, 0.022, 0.0192, 0.0215, 0.0215, 0.0216]).map((epoch) => ({
    ...epoch,
    test: { ...epoch.test, loss: 0.07 },
  }))
  expect(kindsIn({ epochs })).toEqual([])
  expect(kindsIn({ epochs, images: { test: 100_000, validation: 0 } })).toEqual(['overfitting'])
})

test('a rise that the next epoch takes back is no overfitting', () => {
  expect(kindsIn({ epochs: course([0.025, 0.022, 0.0192, 0.0192, 0.03]) })).toEqual([])
})

test('where training does not go on falling, a rise is no overfitting', () => {
  const epochs = course([0.025, 0.022, 0.0192, 0.0251, 0.0249, 0.025]).map((epoch) => ({
    ...epoch,
    train: { loss: 0.02, error: 0.007 },
  }))
  expect(kindsIn({ epochs })).toEqual([])
})

test('validation images decide on overfitting where there are some, and keep best makes it a hint', () => {
  const epochs = course([0.02, 0.02, 0.02, 0.02, 0.02, 0.02], [0.02, 0.02, 0.01, 0.03, 0.03, 0.03])
  const images = { test: 10_000, validation: 6000 }
  expect(found('overfitting', { epochs, images })).toMatchObject({
    weight: 'problem',
    evidence: expect.stringContaining('Validation error was 1.00 % after epoch 3') as string,
    advice: expect.stringContaining('patience and keep best') as string,
  })
  const run = aRun({ config: { validation: 0.1, keepBest: true } })
  expect(found('overfitting', { epochs, images, run })).toMatchObject({
    weight: 'hint',
    advice: 'Nothing is lost: keep best ends with the weights of the best epoch.',
  })
})

test('an error that was still falling is told once the run is over, and not where it was ended', () => {
  const epochs = course([0.2, 0.15, 0.1, 0.07, 0.05])
  expect(kindsIn({ epochs })).toEqual(['still-falling'])
  expect(kindsIn({ epochs, run: aRun({ state: { status: 'stopped' } }) })).toEqual([])
  expect(kindsIn({ epochs: epochs.slice(0, 4) })).toEqual([])
})

test('a rate that was lowered is not blamed for what was before', () => {
  const high = { ...points(20, 20)[0], step: 20, loss: 19.4, error: 0.6, images: 2000, seconds: 1 }
  const calm = points(40, 400)
  const run = aRun({ config: { learningRate: 0.1 } })
  expect(kindsIn({ run, points: [high, ...calm] })).toEqual(['rate-too-high'])
  const lowered = aRun({
    config: { learningRate: 0.1 },
    rateChanges: [{ step: 30, learningRate: 0.001 }],
  })
  expect(kindsIn({ run: lowered, points: [high, ...calm] })).toEqual([])
})

test('a peak is measured against guessing among as many classes as there are', () => {
  const [point] = points(20, 20, 0.99)
  const high = point ? [{ ...point, loss: 5 }] : []
  expect(kindsIn({ points: high })).toEqual(['rate-too-high'])
  const classes = Array.from({ length: 200 }, (_, index) => String(index))
  const run = aRun({ dataset: { ...aRun().dataset, classes } })
  expect(kindsIn({ run, points: high })).toEqual([])
})

test('layers are named with how many of their units are dead or saturated', () => {
  const layers = [
    { layer: 1, units: 500, dead: 300, saturated: 0.9 },
    { layer: 2, units: 100, dead: 25, saturated: 0.6 },
    { layer: 3, units: 10, dead: null, saturated: null },
  ]
  const run = aRun({ config: { activation: 'tanh' } })
  expect(found('dead-units', { run, layers })).toMatchObject({
    weight: 'problem',
    text: 'Many units of layers 1 and 2 are dead',
    evidence:
      'Units whose output is the same for each of the 10,000 test images: 300 of 500 in layer 1, 25 of 100 in layer 2.',
  })
  expect(found('saturated-units', { run, layers }).evidence).toBe(
    'Outputs at the flat ends of tanh, where next to nothing is learned, over the 10,000 test images: 90.00 % in layer 1, 60.00 % in layer 2.',
  )
})
