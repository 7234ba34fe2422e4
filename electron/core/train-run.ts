import * as v from 'valibot'
import { RunId, type Run } from '../contract/entities.ts'
import { EngineKind } from '../contract/training.ts'
import { TrainConfig } from '../contract/train-config.ts'
import { epochsChangesOf, rateChangesOf } from '../store/changes.sql.ts'
import { runById } from '../store/runs.sql.ts'
import { deathOf, reasonOf } from '../train/death.ts'
import type { Fork } from '../train/messages.ts'
import { startTrainer, type Trainer, type TrainRequest } from '../train/trainer.ts'
import type { PlannedClaim } from './claims.ts'
import type { Log } from './core.ts'
import { refuseOtherData, type Datasets } from './datasets.ts'
import type { MemoryKills } from './memory-kills.ts'
import { readResumePoint } from './resume-point.ts'
import { createRecord, type RecordContext, type RunRecord } from './run-record.ts'
import { unattended } from './writes.ts'

export interface TrainingContext extends Omit<RecordContext, 'secondsBefore'> {
  readonly fork: Fork
  readonly datasets: Datasets
  readonly memoryKills: MemoryKills
  /** Folder for copies of the native engine's addon. */
  readonly addonCopies: string
  /** Longest time between two checkpoints that a run can go on from, for a trainer that starts now. */
  readonly checkpointEverySeconds: () => number
}

/** What another process asks for is seen within this time. */
const lookMs = 200
const heartbeatMs = 2000

/**
 * Trains a run that this process has claimed, from its resume point where it has one, and keeps what its trainer
 * reports. Resolves with the run once it has ended, whichever way, or with undefined where it is gone for good; an abort of `signal` stops it and keeps a checkpoint.
 */
export async function trainRun(
  context: TrainingContext,
  claimed: PlannedClaim,
  signal: AbortSignal,
): Promise<Run | undefined> {
  const id = v.parse(RunId, claimed.id)
  const record = createRecord({ ...context, secondsBefore: claimed.seconds }, id)
  record.announce()
  try {
    const plan = requestOf(context, claimed, id)
    const { dataset } = plan.config
    const { files, sha256 } = await context.datasets.files(dataset)
    refuseOtherData('It', { id: dataset, sha256: claimed.dataset_sha256 }, sha256)
    const request = { ...plan, data: files }
    const wasForMemory = context.memoryKills.watch()
    const trainer = startTrainer(
      context.fork,
      request,
      (message) => {
        record.message(message, trainer)
      },
      record.log,
    )
    record.began(request.resume, sha256)
    const how = await followTrainer(record, trainer, signal, context.log)
    record.end(deathOf(how, wasForMemory))
  } catch (error) {
    record.end({ status: 'failed', reason: reasonOf(error) })
  }
  await record.settled()
  return record.announce()
}

/** What training depends on, from the record of a run; one that goes on stays on the engine it began on. */
function requestOf(
  { db, checkpointEverySeconds, addonCopies }: TrainingContext,
  claimed: PlannedClaim,
  id: RunId,
): Omit<TrainRequest, 'data'> {
  const { engine, wanted_engine } = claimed
  const { threads, parts, otherwise } = claimed.plan
  const run = runById(db, id)
  return {
    config: v.parse(TrainConfig, JSON.parse(claimed.config)),
    engine: v.parse(v.nullable(EngineKind), engine ?? wanted_engine),
    threads,
    split: parts > 1 ? { parts, copies: addonCopies, otherwise } : null,
    shape: run.dataset,
    resume: readResumePoint(db, run),
    rateChanges: rateChangesOf(db, id),
    epochsChanges: epochsChangesOf(db, id),
    checkpointEverySeconds: checkpointEverySeconds(),
  }
}

/** Waits for a trainer to go, passing on to it what is asked for; resolves with how it went. */
async function followTrainer(
  record: RunRecord,
  trainer: Trainer,
  signal: AbortSignal,
  log: Log,
): Promise<string> {
  const stop = () => {
    trainer.stop()
  }
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  const passOn = unattended('Looking for requests', log, () => {
    record.passOn(trainer)
  })
  const look = setInterval(passOn, lookMs)
  const beat = setInterval(unattended('Heartbeat', log, record.heartbeat), heartbeatMs)
  try {
    return await trainer.exited
  } finally {
    clearInterval(look)
    clearInterval(beat)
    signal.removeEventListener('abort', stop)
  }
}
