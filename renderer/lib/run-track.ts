import type { Run, RunDetail } from '../../electron/contract/entities.ts'
import type { Checkpoint, Epoch, Finding, MetricPoint } from '../../electron/contract/training.ts'
import type { Curve } from './chart-series.ts'
import { merged } from './point-list.ts'

/** All that a page knows of one run. */
export interface RunTrack extends Curve {
  readonly checkpoints: readonly Checkpoint[]
  readonly findings: readonly Finding[]
}

const byStep = (item: { readonly step: number }) => item.step

export const withState = (track: RunTrack, run: Run): RunTrack => ({ ...track, run })

export const withPoints = (track: RunTrack, points: readonly MetricPoint[]): RunTrack => ({
  ...track,
  points: merged(track.points, points, byStep),
})

export const withEpoch = (track: RunTrack, epoch: Epoch): RunTrack => ({
  ...track,
  epochs: merged(track.epochs, [epoch], byStep),
})

/** The answered points and, of the known ones, those that came after them. */
function upTo(answered: readonly MetricPoint[], known: readonly MetricPoint[]) {
  const last = answered.at(-1)?.step ?? 0
  return [...answered, ...known.filter(({ step }) => step > last)]
}

export interface Answer {
  readonly detail: RunDetail
  readonly points: readonly MetricPoint[]
  /** The step after which they were asked for; from 0 on they may be fewer than those known, and replace them. */
  readonly afterStep: number
  /** The run as it was known when this was asked for. */
  readonly asked: Run | undefined
}

/** The track with an answer in it, which may be older than what was announced since it was asked for. */
export const withAnswer = (
  track: RunTrack | undefined,
  { detail: { epochs, checkpoints, stints, findings, ...run }, points, afterStep, asked }: Answer,
): RunTrack => ({
  run: track && track.run !== asked ? track.run : run,
  points:
    afterStep === 0
      ? upTo(points, track?.points ?? [])
      : merged(points, track?.points ?? [], byStep),
  epochs: merged(epochs, track?.epochs ?? [], byStep),
  checkpoints,
  stints,
  findings,
})
