import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activations, optimizers } from '../../../electron/contract/train-config.ts'
import type { Finding, FindingKind, Score } from '../../../electron/contract/training.ts'
import { diagnose } from '../../../electron/core/diagnosis/diagnose.ts'
import type { Evidence } from '../../../electron/core/diagnosis/evidence.ts'
import { aRun } from '../../renderer/a-run.ts'
import { anEpoch } from '../../renderer/curves.ts'
import { recordedNames, recordedRun } from './recorded.ts'

/** Of these at most one is told, since each explains or denies the others. */
const courses: readonly FindingKind[] = [
  'diverged',
  'rate-too-high',
  'rate-too-low',
  'loss-not-falling',
  'overfitting',
  'still-falling',
]
const weights: readonly Finding['weight'][] = ['problem', 'hint', 'note']

function expectSense(findings: readonly Finding[]): void {
  const kinds = findings.map(({ kind }) => kind)
  expect(kinds.filter((kind) => courses.includes(kind)).length).toBeLessThanOrEqual(1)
  expect(new Set(kinds).size).toBe(kinds.length)
  const order = findings.map(({ weight }) => weights.indexOf(weight))
  expect(order).toEqual(order.toSorted())
  for (const { text, evidence, advice } of findings)
    for (const words of [text, evidence, advice ?? 'nothing to do'])
      expect(words).not.toMatch(/^$|NaN|Infinity|undefined|null/)
}

const share = fc.double({ min: 0, max: 1, noNaN: true })
const anyLoss = fc.oneof(
  fc.double({ min: 0, max: 3, noNaN: true }),
  fc.double({ min: 0, max: 1e37 }),
  fc.constant(null),
)
const anyScore: fc.Arbitrary<Score> = fc.record({ loss: anyLoss, error: share })

const anyEvidence: fc.Arbitrary<Evidence> = fc
  .record({
    config: fc.record({
      optimizer: fc.constantFrom(...optimizers),
      activation: fc.constantFrom(...activations),
      learningRate: fc.double({ min: 1e-7, max: 10, noNaN: true }),
      warmUp: fc.nat(200),
      dropout: fc.constantFrom(0, 0.5),
      affine: fc.constantFrom(0, 1),
      keepBest: fc.boolean(),
      hidden: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }),
    }),
    state: fc.constantFrom(
      { status: 'completed' } as const,
      { status: 'queued', isHeld: false } as const,
      { status: 'diverged', reason: 'Loss is not finite at step 3' } as const,
      { status: 'running', imagesPerSecond: null, secondsLeft: null } as const,
    ),
    rateChanges: fc.array(
      fc.record({
        step: fc.nat(400),
        learningRate: fc.double({ min: 1e-7, max: 10, noNaN: true }),
      }),
      { maxLength: 2 },
    ),
    scores: fc.array(
      fc.record({
        running: anyScore,
        train: anyScore,
        test: anyScore,
        validation: fc.option(anyScore),
      }),
      { maxLength: 8 },
    ),
    windows: fc.array(fc.record({ loss: anyLoss, error: share, images: fc.nat(3000) }), {
      maxLength: 40,
    }),
    layers: fc.array(
      fc.record({
        layer: fc.integer({ min: 1, max: 9 }),
        units: fc.nat(500),
        dead: fc.option(fc.nat(500)),
        saturated: fc.option(share),
      }),
      { maxLength: 9 },
    ),
    images: fc.record({ test: fc.nat(10_000), validation: fc.nat(10_000) }),
  })
  .map(({ config, state, rateChanges, scores, windows, layers, images }) => ({
    run: aRun({
      config,
      state,
      rateChanges: rateChanges.toSorted((one, other) => one.step - other.step),
      progress: { epoch: scores.length, epochs: scores.length, step: 400, steps: 400 },
    }),
    epochs: scores.map((score, index) => ({
      ...anEpoch(index + 1, 0),
      ...score,
      step: index * 50,
    })),
    points: windows.map((window, index) => ({ ...window, step: index * 10 + 1, seconds: index })),
    layers,
    images,
  }))

test('whatever a run has recorded, its findings are in order, readable and without contradiction', () => {
  fc.assert(
    fc.property(anyEvidence, (evidence) => {
      expectSense(diagnose(evidence))
    }),
    { numRuns: 1000 },
  )
})

test('a run that really trained has no contradictory findings at any point, however its numbers are scaled', () => {
  const scale = fc.double({ min: 0, max: 20, noNaN: true })
  fc.assert(
    fc.property(fc.constantFrom(...recordedNames), fc.nat(3000), scale, (name, upTo, factor) => {
      const evidence = recordedRun(name, upTo)
      const scaled = evidence.points.map((point) => ({
        ...point,
        loss: point.loss === null ? null : point.loss * factor,
      }))
      expectSense(diagnose({ ...evidence, points: scaled }))
    }),
    { numRuns: 300 },
  )
})
