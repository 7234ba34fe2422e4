import { availableParallelism } from 'node:os'
import * as v from 'valibot'
import type { RunId } from '../contract/entities.ts'
import { TrainConfig } from '../contract/train-config.ts'
import { EngineKind } from '../contract/training.ts'
import type { QueuedRun } from '../contract/run-list.ts'
import type { Db } from '../store/database.ts'
import { plannedRuns, runsUnderWay, trainedRuns, type PlannedRun } from '../store/queue.sql.ts'
import { storedShape } from '../store/stored-shape.ts'
import { networkSize, parameterCount } from '../train/network.ts'
import { budgetOf, nextToTrain } from './core-budget.ts'
import { estimateQueue, secondsFor, type Likeness, type Measured } from './queue-estimate.ts'
import { currentSettings } from './settings.ts'

/** Enough to find one like those that wait, few enough to read in no time. */
const mostMeasured = 200

type Row = Pick<PlannedRun, 'config' | 'shape' | 'engine'>

export const likenessOf = (row: Row, wanted: string | null): Likeness => {
  const config = v.parse(TrainConfig, JSON.parse(row.config))
  return {
    parameters: parameterCount(networkSize(config, storedShape(row.shape))),
    batch: config.batch,
    engine: v.parse(v.nullable(EngineKind), row.engine ?? wanted),
    isAugmented: config.affine > 0 || config.styles > 0,
  }
}

/** How fast runs were trained, newest first. */
export const measuredRuns = (db: Db): readonly Measured[] =>
  trainedRuns(db, mostMeasured).map((row) => {
    const likeness = likenessOf(row, null)
    return { ...likeness, imagesPerSecond: (row.step * likeness.batch) / row.seconds }
  })

function secondsLeft(row: PlannedRun, measured: readonly Measured[]): number | null {
  const likeness = likenessOf(row, row.wanted_engine)
  return secondsFor({ ...likeness, images: (row.steps - row.step) * likeness.batch }, measured)
}

/** The queue in its order, with when its runs are likely to begin and how long they will take. */
export function queueNow(db: Db): readonly QueuedRun[] {
  const planned = plannedRuns(db)
  if (planned.length === 0) return []
  const measured = measuredRuns(db)
  const budget = budgetOf(currentSettings(db), availableParallelism())
  return estimateQueue(
    planned.map((row) => ({
      ...row,
      id: row.id as RunId,
      isHeld: row.is_held === 1,
      takes: secondsLeft(row, measured),
    })),
    runsUnderWay(db).map((row) => ({
      threads: row.threads ?? 1,
      secondsLeft: row.seconds_left ?? secondsLeft(row, measured),
    })),
    (waiting, inUse) => nextToTrain(waiting, inUse, budget)?.threads,
  )
}
