import type { EngineKind } from '../contract/training.ts'
import { unreachable } from '../contract/errors.ts'
import {
  adviceFor,
  enginesToTry,
  firstWorking,
  wayOn,
  type TrainerPort,
  type Way,
} from './choose-engine.ts'
import { withHugePages } from './huge-pages.ts'
import type { Fork, FromChild, FromTrainer, Split, ToTrainer, TrainJob } from './messages.ts'

/** A job whose engine may be left open: null is the fastest that works. */
export type TrainRequest = Omit<TrainJob, 'engine' | 'split'> & {
  readonly engine: EngineKind | null
  readonly split: WantedSplit | null
}

export interface WantedSplit extends Split {
  /** Threads to train the whole network on where it cannot be split; null where it has to be, to go on exactly. */
  readonly otherwise: number | null
}

function waysOf({ split, ...job }: TrainRequest): readonly Way<ToTrainer>[] {
  const on = (engine: EngineKind, threads: number | null) =>
    wayOn<ToTrainer>(engine, { kind: 'train', job: { ...job, engine, threads, split: null } })
  return enginesToTry(job.engine).flatMap((engine) => {
    if (engine !== 'native' || split === null) return [on(engine, job.threads)]
    const { otherwise, ...parted } = split
    const inParts: Way<ToTrainer> = {
      what: 'Splitting the network between threads',
      request: { kind: 'train', job: { ...job, engine, split: parted } },
    }
    return otherwise === null ? [inParts] : [inParts, on(engine, otherwise)]
  })
}

/** A training under way in a child process. */
export interface Trainer {
  /** Of the process that trains, or that tries an engine for it. */
  readonly pid: number | undefined
  /** Ends the training after the step under way, with a checkpoint; by force when that takes too long. */
  readonly stop: () => void
  /** To be called once the checkpoint of a step is committed: training waits while more than two are not. */
  readonly kept: (step: number) => void
  /** Once the training is ready: asks for another base learning rate, or for so many epochs in all. */
  readonly setRate: (learningRate: number) => void
  readonly setEpochs: (epochs: number) => void
  readonly kill: () => void
  /** Resolves after the last message, with code or signal and the last lines of standard error. */
  readonly exited: Promise<string>
}

/** More than the largest step takes on the slowest engine. */
const stopWithinMs = 60_000

/**
 * Starts a training in a child process, and in another on a slower engine where a faster one does not work;
 * `log` hears why. The listener is never called before this returns. It hears from `ready` to `ended`; from
 * `ended` alone when no engine works; nothing of an end when the trainer was killed or crashed, unless it was this
 * one that had to end it by force: then it was stopped.
 */
export function startTrainer(
  fork: Fork,
  request: TrainRequest,
  listener: (message: FromTrainer) => void,
  log: { readonly warn: (line: string) => void },
): Trainer {
  let port: TrainerPort | undefined
  let force: ReturnType<typeof setTimeout> | undefined
  let wasForced = false
  let hasEnded = false
  const beganMs = performance.now()

  const hear = (message: FromTrainer) => {
    if (message.kind === 'ended') hasEnded = true
    listener(message)
  }

  const start = (): TrainerPort => {
    const started = fork<ToTrainer, FromChild>('child', withHugePages)
    port = started
    started.onMessage((message) => {
      if (message.kind !== 'unusable') hear(message)
    })
    return started
  }

  const run = async (): Promise<string> => {
    const found = await firstWorking(
      start,
      waysOf(request),
      request.split?.otherwise === null ? [] : adviceFor(request.engine),
    )
    switch (found.kind) {
      case 'works':
        found.fallbacks.forEach(log.warn)
        // Asked while another engine was tried, so this child has not heard of it.
        if (force !== undefined) found.port.send({ kind: 'stop' })
        return new Promise((resolve) => {
          found.port.onExit(resolve)
        })
      case 'unusable':
        hear({ kind: 'ended', outcome: { status: 'failed', reason: found.reason }, seconds: 0 })
        return found.reason
      case 'killed':
        return found.how
      default:
        return unreachable(found)
    }
  }

  const untilGone = async (): Promise<string> => {
    try {
      const how = await run()
      const seconds = (performance.now() - beganMs) / 1000
      if (wasForced && !hasEnded) hear({ kind: 'ended', outcome: { status: 'stopped' }, seconds })
      return how
    } finally {
      clearTimeout(force)
    }
  }

  return {
    get pid() {
      return port?.pid
    },
    stop: () => {
      if (force !== undefined) return
      port?.send({ kind: 'stop' })
      force = setTimeout(() => {
        wasForced = true
        port?.kill()
      }, stopWithinMs)
    },
    kept: (step) => port?.send({ kind: 'kept', step }),
    setRate: (learningRate) => port?.send({ kind: 'setRate', learningRate }),
    setEpochs: (epochs) => port?.send({ kind: 'setEpochs', epochs }),
    kill: () => port?.kill(),
    exited: untilGone(),
  }
}
