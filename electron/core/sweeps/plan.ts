import { statfs } from 'node:fs/promises'
import { misfit, type Dataset } from '../../contract/datasets.ts'
import type { RunId } from '../../contract/entities.ts'
import { AppError } from '../../contract/errors.ts'
import { mostTrials } from '../../contract/sweep-axis.ts'
import type { SweepPlan, SweepSpec } from '../../contract/sweeps.ts'
import type { TrainConfig } from '../../contract/train-config.ts'
import type { Db } from '../../store/database.ts'
import { networkSize, parameterCount } from '../../train/network.ts'
import { currentBudget } from '../claims.ts'
import { nextToTrain } from '../core-budget.ts'
import { datasetCalled, shapeOf } from '../datasets.ts'
import { divide } from '../../train/dataset.ts'
import { estimateQueue, secondsFor, type Measured } from '../queue-estimate.ts'
import { likenessOf, measuredRuns } from '../queue-now.ts'
import { mostKept } from '../checkpoints.ts'
import { configOf, plannedRuns, valuesOf } from './points.ts'

/** Rows that anybody looks through. */
const mostShown = 100

/** Numbers that an optimizer keeps beside each weight, for going on. */
const slotsOf: Readonly<Record<TrainConfig['optimizer'], number>> = {
  adam: 2,
  adamw: 2,
  rmsprop: 1,
  momentum: 1,
  nesterov: 1,
  sgd: 0,
}

/** A trial as the queue would see it. */
interface Candidate {
  readonly trial: number
  readonly config: TrainConfig
  readonly dataset: Dataset
  readonly takes: number | null
}

function bytesOf({ config, dataset }: Candidate): number {
  const parameters = parameterCount(networkSize(config, dataset))
  return 4 * parameters * (Math.min(config.epochs, mostKept) + slotsOf[config.optimizer])
}

function candidate(db: Db, spec: SweepSpec, trial: number, measured: readonly Measured[]) {
  const config = configOf(spec, trial)
  const dataset = datasetCalled(db, config.dataset)
  const found = misfit(config, dataset)
  if (found) throw new AppError('bad-input', `Run ${String(trial)} of the sweep: ${found.rule}`)
  const row = { config: JSON.stringify(config), shape: JSON.stringify(shapeOf(dataset)) }
  const likeness = likenessOf({ ...row, engine: null }, spec.engine ?? null)
  const steps = Math.ceil(divide(config, dataset.train).train / config.batch) * config.epochs
  const takes = secondsFor({ ...likeness, images: steps * config.batch }, measured)
  return { trial, config, dataset, takes }
}

/** When each would begin on an otherwise idle machine. */
function startsOf(db: Db, { engine, threads }: SweepSpec, candidates: readonly Candidate[]) {
  const budget = currentBudget(db)
  return estimateQueue(
    candidates.map(({ trial, config, dataset, takes }) => ({
      id: String(trial) as RunId,
      isHeld: false,
      takes,
      config: JSON.stringify(config),
      shape: JSON.stringify(shapeOf(dataset)),
      wanted_engine: engine ?? null,
      wanted_threads: threads ?? null,
      engine: null,
      threads: null,
      parts: null,
    })),
    [],
    (waiting, inUse) => nextToTrain(waiting, inUse, budget)?.threads,
  )
}

/** What a sweep would make, take and keep; throws an AppError for the first of its runs that there cannot be. */
export async function planOf(db: Db, dataDir: string, spec: SweepSpec): Promise<SweepPlan> {
  const runs = plannedRuns(spec)
  const measured = measuredRuns(db)
  const candidates = Array.from({ length: runs ?? mostTrials }, (_, index) =>
    candidate(db, spec, index + 1, measured),
  )
  const starts = startsOf(db, spec, runs === null ? candidates.slice(0, mostShown) : candidates)
  const ends = starts.map(({ startsIn, takes }) =>
    startsIn === null || takes === null ? null : startsIn + takes,
  )
  const known = ends.filter((end) => end !== null)
  const { bavail, bsize } = await statfs(dataDir)
  const counted = runs === null ? candidates.slice(0, 1) : candidates
  return {
    settings: spec.axes.map(({ setting }) => setting),
    runs,
    trials: candidates.slice(0, mostShown).map(({ trial, config, takes }) => ({
      trial,
      values: valuesOf(spec, config),
      seed: config.seed,
      seconds: takes,
    })),
    seconds:
      runs === null ? minutesOf(spec) : known.length < ends.length ? null : Math.max(...known),
    bytes: counted.reduce((sum, each) => sum + bytesOf(each), 0),
    freeBytes: bavail * bsize,
    sideBySide: starts.filter(({ startsIn }) => startsIn === 0).length,
  }
}

const minutesOf = ({ budget }: SweepSpec): number | null =>
  budget?.kind === 'minutes' ? budget.minutes * 60 : null
