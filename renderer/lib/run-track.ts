import type { Run, RunDetail } from '../../electron/contract/entities.ts'
import type {
  Checkpoint,
  Epoch,
  Finding,
  MetricPoint,
  Stint,
} from '../../electron/contract/training.ts'
import { merged, type Curve } from './chart-series.ts'

/** All that a page knows of one run. */
export interface RunTrack extends Curve {
  readonly checkpoints: readonly Checkpoint[]
  readonly stints: readonly Stint[]
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

export interface Answer {
  readonly detail: RunDetail
  readonly points: readonly MetricPoint[]
  /** The run as it was known when this was asked for. */
  readonly asked: Run | undefined
}

/** The track with an answer in it, which may be older than what was announced since it was asked for. */
export const withAnswer = (
  track: RunTrack | undefined,
  { detail: { epochs, checkpoints, stints, findings, ...run }, points, asked }: Answer,
): RunTrack => ({
  run: track && track.run !== asked ? track.run : run,
  points: merged(points, track?.points ?? [], byStep),
  epochs: merged(epochs, track?.epochs ?? [], byStep),
  checkpoints,
  stints,
  findings,
})
