import type { Run, RunId } from '../contract/entities.ts'
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
  type Progress,
} from '../store/leases.sql.ts'
import { runById } from '../store/runs.sql.ts'
import { addEpoch, addPoints } from '../store/training.sql.ts'
import type { CheckpointMessage, FromTrainer, TrainJob, TrainOutcome } from '../train/messages.ts'
import type { Trainer } from '../train/trainer.ts'
import { thinCheckpoints } from './checkpoints.ts'
import type { Log } from './core.ts'
import type { Announcer } from './events.ts'
import { storedState } from './resume-point.ts'
import { createWrites } from './writes.ts'

export interface RecordContext {
  readonly db: Db
  readonly log: Log
  readonly now: () => number
  /** Names this process in leases, see lease.ts. */
  readonly owner: string
  readonly news: Pick<Announcer, 'emit'>
  /** Time the run has taken until it was claimed. */
  readonly secondsBefore: number
}

type Ending = TrainOutcome | { readonly status: 'interrupted'; readonly reason: string }

/** What this process writes about one run that it owns. */
export interface RunRecord {
  readonly announce: () => Run
  readonly progress: (progress: Progress) => void
  /** To be called with what training goes on from. */
  readonly began: (resume: TrainJob['resume']) => void
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
  const { db, owner, now, news, log, secondsBefore } = context
  const lease = { id, owner }
  const passedOn = createRequestsPassedOn()
  const writes = createWrites(`Run ${id}`, log)
  /** Training time of the run when this trainer began, of all the time it has taken. */
  let learnedBefore = 0

  const announce = () => {
    const run = runById(db, id)
    news.emit('run.changed', run)
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
    const before = runById(db, id).engine
    if (before !== null && before.version !== engine.version)
      log.warn(
        `Run ${id} began on ${before.kind} ${before.version} and goes on with ${engine.version}: its weights may differ`,
      )
    return recordEngine(db, lease, engine)
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
      case 'checkpoint':
        return keepCheckpoint(message)
      case 'rate':
      case 'epochs':
        return recordChange(db, lease, message)
      case 'ended':
        return end(message.outcome, message.seconds)
      default:
        return unreachable(message)
    }
  }

  const end = (ending: Ending, seconds?: number): boolean =>
    endRun(db, lease, {
      status: ending.status,
      reason: 'reason' in ending ? ending.reason : null,
      now: now(),
      ...('epoch' in ending && { keptEpoch: ending.epoch }),
      ...(seconds !== undefined && { seconds: secondsBefore + seconds }),
    })

  return {
    announce,
    settled: writes.settled,
    progress: (progress) => {
      writes.add(() => writeOwned(db, lease, progress))
    },
    began: (resume) => {
      learnedBefore = resume?.state.seconds ?? 0
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
      writes.add(() => end(ending))
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
    if (message.kind === 'checkpoint') trainer.kept(message.step)
    if (message.kind === 'points') news.emit('run.metrics', { id, points: message.points })
    if (message.kind === 'epoch') news.emit('run.epoch', { id, epoch: message.epoch })
    announce()
  }
}

type Asked = Pick<ReturnType<typeof requestsOf>, 'learningRate' | 'epochs'>

/** Tells a trainer once of each change that is asked for, as soon as it can hear of it. */
function createRequestsPassedOn() {
  let isReady = false
  let told: Asked = { learningRate: null, epochs: null }
  return {
    send: ({ learningRate, epochs }: Asked, trainer: Trainer) => {
      if (!isReady) return
      if (learningRate !== null && learningRate !== told.learningRate) trainer.setRate(learningRate)
      if (epochs !== null && epochs !== told.epochs) trainer.setEpochs(epochs)
      told = { learningRate, epochs }
    },
    hear: ({ kind }: FromTrainer) => {
      if (kind === 'ready') isReady = true
      if (kind === 'rate') told = { ...told, learningRate: null }
      if (kind === 'epochs') told = { ...told, epochs: null }
    },
  }
}
