import type {
  Checkpoint,
  Epoch,
  MetricPoint,
  Run,
  RunDetail,
} from '../../electron/contract/entities.ts'
import { merged, type Curve } from './chart-series.ts'

/** All that a page knows of one run. */
export interface RunTrack extends Curve {
  readonly checkpoints: readonly Checkpoint[]
}

const byStep = (item: { readonly step: number }) => item.step

/** Of two states of a run the one that is further on. */
function further(known: Run, answered: Run): Run {
  if (known.endedAt !== null && answered.endedAt === null) return known
  return answered.progress.step < known.progress.step ? known : answered
}

export const withState = (track: RunTrack, run: Run): RunTrack => ({ ...track, run })

export const withPoints = (track: RunTrack, points: readonly MetricPoint[]): RunTrack => ({
  ...track,
  points: merged(track.points, points, byStep),
})

export const withEpoch = (track: RunTrack, epoch: Epoch): RunTrack => ({
  ...track,
  epochs: merged(track.epochs, [epoch], byStep),
})

/** The track with an answer in it, which may be older than what was announced since it was asked for. */
export const withAnswer = (
  track: RunTrack | undefined,
  { epochs, checkpoints, ...run }: RunDetail,
  points: readonly MetricPoint[],
): RunTrack => ({
  run: track ? further(track.run, run) : run,
  points: merged(points, track?.points ?? [], byStep),
  epochs: merged(epochs, track?.epochs ?? [], byStep),
  checkpoints,
})
