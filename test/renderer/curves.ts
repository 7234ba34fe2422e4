import type { Run, RunDetail } from '../../electron/contract/entities.ts'
import type { Epoch, Finding, MetricPoint } from '../../electron/contract/training.ts'
import { aRun, type Given } from './a-run.ts'

/** A run of the reference that has just begun, but for what is given. */
export const aLiveRun = (id: string, given: Given = {}): Run =>
  aRun({
    id,
    state: { status: 'running', imagesPerSecond: null, secondsLeft: null },
    endedAt: null,
    progress: { epoch: 0, epochs: 5, step: 0, steps: 3000 },
    seconds: 0,
    final: null,
    best: null,
    ...given,
  })

/** Points every 20 steps, both ends included; 100 steps take a second. */
export function points(from: number, to: number, error = 0.02): readonly MetricPoint[] {
  const count = (to - from) / 20 + 1
  return Array.from({ length: count }, (_, index) => {
    const step = from + index * 20
    return { step, images: 2000, seconds: step / 100, error, loss: error * 3 }
  })
}

export const anEpoch = (epoch: number, testError: number, trainError = testError / 2): Epoch => ({
  epoch,
  step: epoch * 600,
  seconds: 6,
  imagesPerSecond: 10_000,
  running: { loss: trainError * 3, error: trainError },
  train: { loss: trainError * 3, error: trainError },
  test: { loss: testError * 3, error: testError },
  validation: null,
})

export const aDetail = (
  run: Run,
  epochs: readonly Epoch[] = [],
  findings: readonly Finding[] = [],
): RunDetail => ({
  ...run,
  epochs,
  checkpoints: epochs.map(({ epoch, step }) => ({
    epoch,
    step,
    sha256: `hash ${String(step)}`,
    bytes: 4,
    canResume: step === epochs.at(-1)?.step,
  })),
  stints: [],
  findings,
})
