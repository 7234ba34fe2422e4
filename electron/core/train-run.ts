import * as v from 'valibot'
import { EngineKind, RunId, type Run } from '../contract/entities.ts'
import { TrainConfig } from '../contract/train-config.ts'
import { AppError, unreachable } from '../contract/errors.ts'
import type { Db } from '../store/database.ts'
import {
  heartbeat,
  isStopRequested,
  recordEngine,
  writeOwned,
  type Claimed,
  type Progress,
} from '../store/leases.sql.ts'
import { runById } from '../store/runs.sql.ts'
import { addCheckpoint, addEpoch, addPoints } from '../store/training.sql.ts'
import type { Fork, FromTrainer, TrainOutcome } from '../train/messages.ts'
import { startTrainer, type Trainer } from '../train/trainer.ts'
import type { Log } from './core.ts'
import type { Datasets } from './datasets.ts'
import type { Announcer } from './events.ts'

export interface TrainingContext {
  readonly db: Db
  readonly fork: Fork
  readonly log: Log
  readonly now: () => number
  /** Names this process in leases, see lease.ts. */
  readonly owner: string
  readonly datasets: Datasets
  readonly news: Pick<Announcer, 'emit'>
}

/** A stop asked for by another process is seen within this time. */
const lookMs = 200
const heartbeatMs = 2000

/**
 * Trains a run that this process has claimed, and keeps what its trainer reports.
 * Resolves with the run once it has ended, whichever way; an abort of `signal` stops it and keeps a checkpoint.
 */
export async function trainRun(
  context: TrainingContext,
  claimed: Claimed,
  signal: AbortSignal,
): Promise<Run> {
  const record = createRecord(context, v.parse(RunId, claimed.id))
  record.announce()
  try {
    const { files, sha256 } = await context.datasets.files('mnist')
    record.progress({ dataset_sha256: sha256 })
    const trainer = startTrainer(
      context.fork,
      {
        config: v.parse(TrainConfig, JSON.parse(claimed.config)),
        data: files,
        engine: v.parse(v.nullable(EngineKind), claimed.wanted_engine),
        threads: claimed.wanted_threads,
      },
      (message) => {
        record.message(message, trainer)
      },
      context.log,
    )
    await followTrainer(record, trainer, signal)
  } catch (error) {
    const reason = error instanceof AppError ? error.message : String(error)
    record.end({ status: 'failed', reason })
  }
  return record.announce()
}

/** Waits for a trainer to go, passing requests to stop on to it. */
async function followTrainer(
  record: RunRecord,
  trainer: Trainer,
  signal: AbortSignal,
): Promise<void> {
  const stop = () => {
    trainer.stop()
  }
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  const look = setInterval(() => {
    if (record.isToStop()) stop()
  }, lookMs)
  const beat = setInterval(record.heartbeat, heartbeatMs)
  try {
    const how = await trainer.exited
    record.end({ status: 'interrupted', reason: `The trainer ended unexpectedly (${how})` })
  } finally {
    clearInterval(look)
    clearInterval(beat)
    signal.removeEventListener('abort', stop)
  }
}

type Ending = TrainOutcome | { readonly status: 'interrupted'; readonly reason: string }

/** What this process writes about one run that it owns. */
interface RunRecord {
  readonly announce: () => Run
  readonly progress: (progress: Progress) => void
  readonly message: (message: FromTrainer, trainer: Trainer) => void
  readonly isToStop: () => boolean
  /** Says that we live. */
  readonly heartbeat: () => void
  /** Only the first ending counts. */
  readonly end: (ending: Ending) => void
}

function createRecord({ db, owner, now, news, log }: TrainingContext, id: RunId): RunRecord {
  const lease = { id, owner }

  const announce = () => {
    const run = runById(db, id)
    news.emit('run.changed', run)
    return run
  }

  /** Keeps one message of the trainer; false when the run is no longer ours. */
  function keep(message: FromTrainer): boolean {
    switch (message.kind) {
      case 'ready':
        return recordEngine(db, lease, message.engine)
      case 'points': {
        const last = message.points.at(-1)
        return writeOwned(
          db,
          lease,
          {
            images_per_second: message.imagesPerSecond,
            seconds_left: message.secondsLeft,
            ...(last && { step: last.step, seconds: last.seconds }),
          },
          () => {
            addPoints(db, id, message.points)
          },
        )
      }
      case 'epoch':
        return writeOwned(
          db,
          lease,
          { step: message.epoch.step, epoch: message.epoch.epoch },
          () => {
            addEpoch(db, id, message.epoch)
          },
        )
      case 'checkpoint': {
        const { epoch, step, sha256, weights } = message
        return writeOwned(db, lease, { step }, () => {
          addCheckpoint(db, id, { epoch, step, sha256, weights, bytes: weights.byteLength })
        })
      }
      case 'ended':
        return end(message.outcome, message.seconds)
      default:
        return unreachable(message)
    }
  }

  function end(ending: Ending, seconds?: number): boolean {
    return writeOwned(db, lease, {
      status: ending.status,
      reason: 'reason' in ending ? ending.reason : null,
      ended_at: now(),
      images_per_second: null,
      seconds_left: null,
      ...(seconds !== undefined && { seconds }),
    })
  }

  return {
    announce,
    progress: (progress) => {
      writeOwned(db, lease, progress)
    },
    isToStop: () => isStopRequested(db, id),
    heartbeat: () => {
      heartbeat(db, lease, now())
    },
    end: (ending) => {
      end(ending)
    },
    message: (message, trainer) => {
      if (!keep(message)) {
        log.warn(`Run ${id} is no longer ours; its trainer is ended`)
        trainer.kill()
        return
      }
      if (message.kind === 'checkpoint') trainer.kept(message.step)
      if (message.kind === 'points') news.emit('run.metrics', { id, points: message.points })
      if (message.kind === 'epoch') news.emit('run.epoch', { id, epoch: message.epoch })
      announce()
    },
  }
}
