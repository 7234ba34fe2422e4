import { engineKinds, type Engine, type EngineKind } from '../contract/training.ts'
import { AppError } from '../contract/errors.ts'
import { deathOf, faultOfEngine, isNoFaultOfEngine } from './death.ts'
import type { EngineReport, Fork, FromChild, Port, ToTrainer } from './messages.ts'

export type TrainerPort = Port<ToTrainer, FromChild>

/** What a child process says that loads an engine when it is asked to: among other things, whether that works. */
interface Message {
  readonly kind: string
}

const isEngineReport = (message: Message): message is EngineReport =>
  message.kind === 'ready' || message.kind === 'unusable'

/** What became of a child process that was asked to load an engine. */
type Attempt<P> =
  | { readonly kind: 'works'; readonly engine: Engine; readonly port: P }
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'killed'; readonly how: string }

export interface Chosen {
  readonly engine: Engine
  /** Why faster engines were passed over, a line each. */
  readonly fallbacks: readonly string[]
}

/** A process that has not loaded its engine by then never will. */
const patienceMs = 60_000

/** Sends a request to a child and waits until it says that its engine works. */
function attempt<Sent, Received extends Message>(
  port: Port<Sent, Received>,
  request: Sent,
): Promise<Attempt<Port<Sent, Received>>> {
  return new Promise((resolve) => {
    const finish = (result: Attempt<Port<Sent, Received>>) => {
      clearTimeout(timer)
      resolve(result)
    }
    const timer = setTimeout(() => {
      finish({ kind: 'unusable', reason: `it did not start within ${String(patienceMs / 1000)} s` })
      port.kill()
    }, patienceMs)
    port.onMessage((message) => {
      if (!isEngineReport(message)) return
      finish(message.kind === 'ready' ? { kind: 'works', engine: message.engine, port } : message)
    })
    port.onExit((how) => {
      finish(
        isNoFaultOfEngine(how)
          ? { kind: 'killed', how }
          : { kind: 'unusable', reason: faultOfEngine(how) },
      )
    })
    port.send(request)
  })
}

/** The first engine that works, with the child in which it does; or that none does, or that its child died for another reason. */
type Search<P> =
  | (Chosen & { readonly kind: 'works'; readonly port: P })
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'killed'; readonly how: string }

/**
 * Tries engines from the fastest on, each in a child process of its own, until one works there.
 * A wanted engine is the only one tried.
 */
export async function firstWorking<Sent, Received extends Message>(
  start: () => Port<Sent, Received>,
  requestOf: (engine: EngineKind) => Sent,
  wanted: EngineKind | null,
): Promise<Search<Port<Sent, Received>>> {
  const fallbacks: string[] = []
  for (const kind of wanted === null ? engineKinds : [wanted]) {
    const tried = await attempt(start(), requestOf(kind))
    if (tried.kind === 'works') return { ...tried, fallbacks }
    if (tried.kind === 'killed') return tried
    fallbacks.push(`Engine ${kind} does not work here: ${tried.reason}`)
  }
  const advice = wanted === 'native' ? ['choose the engine wasm instead'] : []
  return { kind: 'unusable', reason: [...fallbacks, ...advice].join('; ') }
}

/**
 * The engine that a run would train on: the wanted one, or else the fastest that works.
 * Throws an AppError in one line when there is none.
 */
export async function chooseEngine(
  fork: Fork,
  wanted: EngineKind | null = null,
  threads: number | null = null,
): Promise<Chosen> {
  const found = await firstWorking(
    () => fork<ToTrainer, FromChild>('child'),
    (engine): ToTrainer => ({ kind: 'probe', engine, threads }),
    wanted,
  )
  if (found.kind === 'works') return { engine: found.engine, fallbacks: found.fallbacks }
  const reason = found.kind === 'killed' ? deathOf(found.how, () => false).reason : found.reason
  throw new AppError('engine', reason)
}
