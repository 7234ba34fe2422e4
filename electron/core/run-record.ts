import type { Run, RunId } from '../contract/entities.ts'
import { engineInWords } from '../contract/engine-words.ts'
import type { Engine } from '../contract/training.ts'
import { unreachable } from '../contract/errors.ts'
import { addCheckpoint } from '../store/checkpoints.sql.ts'
import type { Db } from '../store/database.ts'
import {
  endRun,
  heartbeat,
  recordChange,
  recordEngine,
  requestsOf,
  writeOwned,
} from '../store/leases.sql.ts'
import { addLayers } from '../store/layers.sql.ts'
import { runsWith } from '../store/runs.sql.ts'
import { addStint } from '../store/stints.sql.ts'
import { addEpoch, addPoints } from '../store/training.sql.ts'
import { addUsage, usageKnownUntil } from '../store/usage.sql.ts'
import type { CheckpointMessage, FromTrainer, TrainJob, TrainOutcome } from '../train/messages.ts'
import type { Trainer } from '../train/trainer.ts'
import { thinCheckpoints } from './checkpoints.ts'
import type { Log } from './core.ts'
import type { Environment } from './environment.ts'
import type { Announcer } from './events.ts'
import { createRequestsPassedOn } from './passed-on.ts'
import { createRunNotes, logChange, logEnd } from './run-log.ts'
import { storedState } from './resume-point.ts'
import { createWrites } from './writes.ts'

export interface RecordContext {
  readonly db: Db
  readonly log: Log
  readonly now: () => number
  /** Names this process in leases, see lease.ts. */
  readonly owner: string
  readonly news: Pick<Announcer, 'emit'>
  /** What this process puts on record of itself and its machine. */
  readonly environment: Environment
  /** Time the run has taken until it was claimed. */
  readonly secondsBefore: number
}

type Ending = TrainOutcome | { readonly status: 'interrupted'; readonly reason: string }

/** What this process writes about one run that it owns. */
export interface RunRecord {
  /** Undefined where the run is gone for good. */
  readonly announce: () => Run | undefined
  /** For what its trainer says of itself. */
  readonly log: Log
  /** To be called with what training goes on from, and on which data. */
  readonly began: (resume: TrainJob['resume'], dataSha256: string) => void
  readonly message: (message: FromTrainer, trainer: Trainer) => void
  /** Tells the trainer what has been asked for since. */
  readonly passOn: (trainer: Trainer) => void
  /** Says that we live. */
  readonly heartbeat: () => void
  /** Only the first ending counts. */
  readonly end: (ending: Ending) => void
  /** Resolves when all of it is written. */
  readonly settled: () => Promise<void>
}

export function createRecord(context: RecordContext, id: RunId): RunRecord {
  const { db, owner, now, news, secondsBefore, environment } = context
  const { note, noting, log } = createRunNotes(context, id, (write) => {
    writes.add(write)
  })
  const lease = { id, owner }
  const passedOn = createRequestsPassedOn()
  const writes = createWrites(`Run ${id}`, log)
  /** The run may be queued and claimed again while its old trainer is not quite gone. */
  let isOver = false
  /** Training time of the run when this trainer began, of all the time it has taken. */
  let learnedBefore = 0
  /** Time of the run, by what is known of its usage, when this trainer began. */
  let usedBefore = secondsBefore

  const announce = () => {
    const [run] = runsWith(db, [id])
    if (run) news.emit('run.changed', run)
    return run
  }

  function keepPoints(message: Extract<FromTrainer, { kind: 'points' }>): boolean {
    const { points, imagesPerSecond, secondsLeft } = message
    const last = points.at(-1)
    const progress = {
      images_per_second: imagesPerSecond,
      seconds_left: secondsLeft,
      ...(last && { step: last.step, seconds: secondsBefore + last.seconds - learnedBefore }),
    }
    return writeOwned(db, lease, progress, () => {
      addPoints(db, id, points)
    })
  }

  function keepCheckpoint(message: CheckpointMessage): boolean {
    const { epoch, step, sha256, weights, isEpochEnd, state } = message
    const resume = storedState(state)
    return writeOwned(db, lease, { step }, () => {
      addCheckpoint(db, id, { epoch, step, sha256, weights, isEpochEnd, resume })
      thinCheckpoints(db, id)
    })
  }

  /** Equal results are promised for one engine and version only. */
  function keepEngine(engine: Engine): boolean {
    const before = runsWith(db, [id])[0]?.engine
    if (before && before.version !== engine.version)
      log.warn(
        `Run ${id} began on ${before.kind} ${before.version} and goes on with ${engine.version}: its weights may differ`,
      )
    return noting(
      () => recordEngine(db, lease, engine),
      () => {
        note('info', `Trains on ${engineInWords(engine)}`)
      },
    )
  }

  function keepStint(fromStep: number, startedAt: number, dataSha256: string): void {
    const stint = { fromStep, startedAt, engine: null, dataSha256, ...environment }
    writeOwned(db, lease, { dataset_sha256: dataSha256 }, () => {
      addStint(db, id, stint)
      note('info', fromStep === 0 ? 'Began' : `Went on after step ${String(fromStep)}`)
      // A trainer that was killed has said more of its usage than of its training.
      usedBefore = Math.max(secondsBefore, usageKnownUntil(db, id))
    })
  }

  /** Keeps one message of the trainer; false when the run is no longer ours. */
  function keep(message: FromTrainer): boolean {
    switch (message.kind) {
      case 'ready':
        return keepEngine(message.engine)
      case 'points':
        return keepPoints(message)
      case 'epoch': {
        const { epoch, step } = message.epoch
        return writeOwned(db, lease, { step, epoch }, () => {
          addEpoch(db, id, message.epoch)
        })
      }
      case 'layers':
        return writeOwned(db, lease, {}, () => {
          addLayers(db, id, message)
        })
      case 'usage': {
        const { usage } = message
        return writeOwned(db, lease, {}, () => {
          addUsage(db, id, { ...usage, seconds: usedBefore + usage.seconds })
        })
      }
      case 'checkpoint':
        return keepCheckpoint(message)
      case 'rate':
      case 'epochs':
        return noting(
          () => recordChange(db, lease, message),
          () => {
            logChange(db, id, now(), message)
          },
        )
      case 'ended':
        return end(message.outcome, message.seconds)
      default:
        return unreachable(message)
    }
  }

  function end(ending: Ending, seconds?: number): boolean {
    const at = now()
    const hasEnded = noting(
      () =>
        endRun(db, lease, {
          status: ending.status,
          reason: 'reason' in ending ? ending.reason : null,
          now: at,
          ...('epoch' in ending && { keptEpoch: ending.epoch }),
          ...(seconds !== undefined && { seconds: secondsBefore + seconds }),
        }),
      () => {
        logEnd(db, id, at)
      },
    )
    isOver = true
    return hasEnded
  }

  return {
    announce,
    log,
    settled: writes.settled,
    began: (resume, dataSha256) => {
      learnedBefore = resume?.state.seconds ?? 0
      const startedAt = now()
      writes.add(() => {
        keepStint(resume?.state.step ?? 0, startedAt, dataSha256)
      })
    },
    passOn: (trainer) => {
      writes.retry()
      const requests = requestsOf(db, id)
      if (requests.toStop || requests.toPause) trainer.stop()
      passedOn.send(requests, trainer)
    },
    heartbeat: () => {
      heartbeat(db, lease, now())
    },
    end: (ending) => {
      writes.add(() => isOver || end(ending))
    },
    message: (message, trainer) => {
      writes.add(() => {
        if (keep(message)) tell(message, trainer)
        else {
          log.warn(`Run ${id} is no longer ours; its trainer is ended`)
          trainer.kill()
        }
      })
    },
  }

  /** What has been kept is acknowledged and announced. */
  function tell(message: FromTrainer, trainer: Trainer): void {
    passedOn.hear(message)
    if (message.kind === 'usage') return
    if (message.kind === 'checkpoint') trainer.kept(message.step)
    if (message.kind === 'points') news.emit('run.metrics', { id, points: message.points })
    if (message.kind === 'epoch') news.emit('run.epoch', { id, epoch: message.epoch })
    announce()
  }
}
