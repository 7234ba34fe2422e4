import { AppError } from '../../contract/errors.ts'
import { enginesToTry, firstWorking, wayOn } from '../../train/choose-engine.ts'
import type {
  EvaluationJob,
  EvaluationResult,
  FromEvaluator,
  ToEvaluator,
} from '../../train/evaluator-messages.ts'
import { withHugePages } from '../../train/huge-pages.ts'
import type { Fork, Port } from '../../train/messages.ts'
import type { Log } from '../core.ts'

export interface EvaluatorOptions {
  readonly fork: Fork
  readonly log: Pick<Log, 'warn'>
  /** Only with processor time that nobody else wants, and on one thread. */
  readonly isBackground: boolean
  /** How long its process waits for more work before it ends. */
  readonly warmMs: number
}

export interface Evaluator {
  /**
   * Does a job after those that were asked for before. `signal` takes it back: it rejects with the signal's reason.
   * Rejects with an AppError where no engine works or the process dies meanwhile.
   */
  readonly evaluate: (
    job: EvaluationJob,
    signal: AbortSignal,
    progress: (done: number) => void,
  ) => Promise<EvaluationResult>
  /** Ends the process, and what is under way in it. */
  readonly close: () => void
}

type EvaluatorPort = Port<ToEvaluator, FromEvaluator>

/** What waits for the process to answer. */
interface Pending {
  readonly number: number
  readonly progress: (done: number) => void
  readonly settle: PromiseWithResolvers<EvaluationResult>
}

/** Keeps a process that evaluates, started when there is work and kept for a while after it. */
export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const { fork, log, isBackground, warmMs } = options
  let process: Promise<EvaluatorPort> | undefined
  /** Also of one that is still trying an engine. */
  let port: EvaluatorPort | undefined
  let pending: Pending | undefined
  let last: Promise<unknown> = Promise.resolve()
  let idle: ReturnType<typeof setTimeout> | undefined
  let jobs = 0
  let isClosed = false

  function end(): void {
    clearTimeout(idle)
    port?.kill()
    port = undefined
    process = undefined
  }

  function begin(): EvaluatorPort {
    if (isClosed) throw closed()
    port = fork<ToEvaluator, FromEvaluator>('evaluator', withHugePages)
    port.onMessage(hear)
    return port
  }

  function endWith(started: EvaluatorPort): void {
    started.onExit((how) => {
      if (port !== started) return
      port = undefined
      process = undefined
      pending?.settle.reject(died(how))
    })
  }

  async function start(): Promise<EvaluatorPort> {
    const threads = isBackground ? 1 : null
    const found = await firstWorking(
      begin,
      enginesToTry(null).map((engine) =>
        wayOn<ToEvaluator>(engine, { kind: 'load', engine, threads, isBackground }),
      ),
      [],
    )
    if (found.kind === 'works') {
      found.fallbacks.forEach(log.warn)
      endWith(found.port)
      return found.port
    }
    throw found.kind === 'killed' ? died(found.how) : new AppError('engine', found.reason)
  }

  function hear(message: FromEvaluator): void {
    if (message.kind === 'ready' || message.kind === 'unusable') return
    if (message.number !== pending?.number) return
    if (message.kind === 'progress') pending.progress(message.done)
    else if (message.kind === 'done') pending.settle.resolve(message.result)
    else pending.settle.reject(new AppError(message.code, message.message))
  }

  async function work(
    job: EvaluationJob,
    signal: AbortSignal,
    progress: (done: number) => void,
  ): Promise<EvaluationResult> {
    clearTimeout(idle)
    if (isClosed) throw closed()
    signal.throwIfAborted()
    const number = (jobs += 1)
    const settle = Promise.withResolvers<EvaluationResult>()
    pending = { number, progress, settle }
    const takeBack = () => {
      port?.send({ kind: 'cancel', number })
      settle.reject(signal.reason as Error)
    }
    signal.addEventListener('abort', takeBack, { once: true })
    try {
      process ??= start()
      const sendTo = process.catch((error: unknown) => {
        process = undefined
        throw error
      })
      sendTo.then((ready) => {
        if (pending?.number === number) ready.send({ kind: 'evaluate', number, job })
      }, settle.reject)
      return await settle.promise
    } finally {
      signal.removeEventListener('abort', takeBack)
      pending = undefined
      idle = setTimeout(end, warmMs)
      idle.unref()
    }
  }

  return {
    evaluate: (job, signal, progress) => {
      const done = last.then(() => work(job, signal, progress))
      last = done.catch(() => undefined)
      return done
    },
    close: () => {
      isClosed = true
      end()
      pending?.settle.reject(closed())
    },
  }
}

const closed = () => new AppError('conflict', 'The program is being closed')

/** Code or signal, in one line with what the process said last. */
function died(how: string): AppError {
  const [ending = how, ...lines] = how.split('\n')
  const said = lines.at(-1)?.trim() ?? ''
  const detail = said === '' ? ending : `${ending}: ${said}`
  return new AppError('engine', `The evaluation failed: its process was ended (${detail})`)
}
