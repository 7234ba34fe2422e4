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

/** A way to use an engine that may work here. */
export interface Way<Sent> {
  /** What is tried, as it begins a sentence. */
  readonly what: string
  readonly request: Sent
}

/**
 * Tries ways in their order, each in a child process of its own, until one works there; `advice` is for where none does.
 */
export async function firstWorking<Sent, Received extends Message>(
  start: () => Port<Sent, Received>,
  ways: readonly Way<Sent>[],
  advice: readonly string[],
): Promise<Search<Port<Sent, Received>>> {
  const fallbacks: string[] = []
  for (const { what, request } of ways) {
    const tried = await attempt(start(), request)
    if (tried.kind === 'works') return { ...tried, fallbacks }
    if (tried.kind === 'killed') return tried
    fallbacks.push(`${what} does not work here: ${tried.reason}`)
  }
  return { kind: 'unusable', reason: [...fallbacks, ...advice].join('; ') }
}

/** From the fastest on; a wanted engine is the only one. */
export const enginesToTry = (wanted: EngineKind | null): readonly EngineKind[] =>
  wanted === null ? engineKinds : [wanted]

export const wayOn = <Sent>(engine: EngineKind, request: Sent): Way<Sent> => ({
  what: `Engine ${engine}`,
  request,
})

export const adviceFor = (wanted: EngineKind | null): readonly string[] =>
  wanted === 'native' ? ['choose the engine wasm instead'] : []

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
    enginesToTry(wanted).map((engine) =>
      wayOn<ToTrainer>(engine, { kind: 'probe', engine, threads }),
    ),
    adviceFor(wanted),
  )
  if (found.kind === 'works') return { engine: found.engine, fallbacks: found.fallbacks }
  const reason = found.kind === 'killed' ? deathOf(found.how, () => false).reason : found.reason
  throw new AppError('engine', reason)
}
