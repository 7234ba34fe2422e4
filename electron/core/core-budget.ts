import * as v from 'valibot'
import type { Settings } from '../contract/settings.ts'
import { TrainConfig } from '../contract/train-config.ts'
import type { Waiting } from '../store/claims.sql.ts'
import { storedShape } from '../store/stored-shape.ts'
import { largestProduct, networkSize } from '../train/network.ts'

/** What training may take of a machine. */
export interface CoreBudget {
  readonly cores: number
  /** Runs that train side by side. */
  readonly runsAtOnce: number
}

/** The budget that the settings leave of so many cores. */
export function budgetOf(
  { cores, runsAtOnce }: Pick<Settings, 'cores' | 'runsAtOnce'>,
  available: number,
): CoreBudget {
  const most = cores ?? available
  return { cores: most, runsAtOnce: runsAtOnce ?? most }
}

/** What is settled before the queue decides: by an earlier start, by the engine, or by who added the run. */
function settledThreads(run: Waiting): number | null {
  if (run.engine !== null) return run.threads
  if (run.wanted_engine === 'wasm' || run.wanted_engine === 'cpu') return 1
  return run.wanted_threads
}

/**
 * Multiplications of a product from which on a second thread is faster. Below, waking it takes longer than it saves:
 * a step of 784-500-10 with batches of 100 (39 million) takes 1.16 times as long on two threads as on one.
 */
const worthSharing = 100e6

function isWorthSharing({ config, shape }: Waiting): boolean {
  const settings = v.parse(TrainConfig, JSON.parse(config))
  return largestProduct(networkSize(settings, storedShape(shape)), settings.batch) >= worthSharing
}

/** As many of these cores as a run can make use of. */
const threadsOn = (run: Waiting, cores: number): number =>
  settledThreads(run) ?? (isWorthSharing(run) ? cores : 1)

/** Threads of a run that shares with nobody. */
export const threadsAlone = (run: Waiting, { cores }: CoreBudget): number => threadsOn(run, cores)

/** How many runs tell whether one waits alone. */
export const enoughToTell = 2

export interface Planned {
  readonly id: string
  readonly threads: number
}

/**
 * The first of the waiting runs with its threads, once there is room for it beside those in use; undefined until
 * then: those behind it never overtake it. One that wants more threads than there are cores begins when nothing else trains.
 */
export function nextToTrain(
  waiting: readonly Waiting[],
  inUse: readonly number[],
  budget: CoreBudget,
): Planned | undefined {
  const [run] = waiting
  if (run === undefined || inUse.length >= budget.runsAtOnce) return undefined
  const isAlone = waiting.length === 1 && inUse.length === 0
  const share = Math.max(1, Math.floor(budget.cores / budget.runsAtOnce))
  const threads = threadsOn(run, isAlone ? budget.cores : share)
  const used = inUse.reduce((sum, each) => sum + each, 0)
  return used === 0 || used + threads <= budget.cores ? { id: run.id, threads } : undefined
}
