import { referenceConfig, type TrainConfig } from '../../../electron/contract/train-config.ts'
import type { Epoch, MetricPoint, Score } from '../../../electron/contract/training.ts'
import type { RunState } from '../../../electron/contract/entities.ts'
import type { Evidence } from '../../../electron/core/diagnosis/evidence.ts'
import { divide } from '../../../electron/train/dataset.ts'
import recorded from '../../fixtures/recorded-runs.json' with { type: 'json' }
import { aRun } from '../../renderer/a-run.ts'

export type RecordedName = keyof typeof recorded

interface Recorded {
  readonly config: Partial<TrainConfig>
  readonly status: string
  readonly reason?: string
  readonly step: number
  readonly steps: number
  readonly epochs: readonly (readonly (number | null)[])[]
  readonly points: readonly (readonly (number | null)[])[]
  readonly units: readonly (readonly (number | null)[])[]
}

export const recordedNames = Object.keys(recorded) as RecordedName[]

const score = (loss: number | null | undefined, error: number | null | undefined): Score => ({
  loss: loss ?? null,
  error: error ?? 0,
})

function epochOf(numbers: readonly (number | null)[], index: number): Epoch {
  const [step, runningLoss, running, trainLoss, train, testLoss, test, loss, error] = numbers
  return {
    epoch: index + 1,
    step: step ?? 0,
    seconds: 1,
    imagesPerSecond: 5000,
    running: score(runningLoss, running),
    train: score(trainLoss, train),
    test: score(testLoss, test),
    validation: error === undefined ? null : score(loss, error),
  }
}

const pointOf = ([step, loss, error, images]: readonly (number | null)[]): MetricPoint => ({
  step: step ?? 0,
  loss: loss ?? null,
  error: error ?? 0,
  images: images ?? 0,
  seconds: 0,
})

/** What was known of a run that really trained: at its end, or after some steps of it. */
export function recordedRun(name: RecordedName, upTo = Infinity): Evidence {
  const { config, status, reason = '', ...facts }: Recorded = recorded[name] as Recorded
  const whole = { ...referenceConfig, ...config }
  const isLive = upTo < facts.step
  const state: RunState = isLive
    ? { status: 'running', imagesPerSecond: null, secondsLeft: null }
    : status === 'diverged'
      ? { status, reason }
      : { status: 'completed' }
  const epochs = facts.epochs.map(epochOf).filter(({ step }) => step <= upTo)
  return {
    run: aRun({
      config: whole,
      state,
      progress: {
        epoch: epochs.length,
        epochs: whole.epochs,
        step: Math.min(upTo, facts.step),
        steps: facts.steps,
      },
    }),
    epochs,
    points: facts.points.map(pointOf).filter(({ step }) => step <= upTo),
    layers: isLive
      ? []
      : facts.units.map(([units, dead, saturated], index) => ({
          layer: index + 1,
          units: units ?? 0,
          dead: dead ?? null,
          saturated: saturated ?? null,
        })),
    images: { test: 10_000, validation: divide(whole, 60_000).validation },
  }
}
