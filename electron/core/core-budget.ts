import * as v from 'valibot'
import type { Settings } from '../contract/settings.ts'
import { TrainConfig } from '../contract/train-config.ts'
import type { Waiting } from '../store/claims.sql.ts'
import { storedShape } from '../store/stored-shape.ts'
import { largestProduct, networkSize } from '../train/network.ts'
import { bestParts } from '../train/split/units.ts'

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

/**
 * Multiplications of a product from which on a second thread is faster for a whole network. Below, waking it takes
 * longer than it saves: a step of 784-500-10 with batches of 100 (39 million) takes 1.16 times as long on two threads.
 */
const worthSharing = 100e6

/** How a run is to train. */
export interface Plan {
  readonly threads: number
  /** Into how many its network is split, on a thread each; 1 leaves it whole. */
  readonly parts: number
  /** Threads of the whole network where it cannot be split; null where the run has begun split and must go on so. */
  readonly otherwise: number | null
}

/** What is settled before the queue decides: by an earlier start, by the run that is repeated, or by the engine. */
function settledPlan(run: Waiting): Plan | null {
  const whole = (threads: number): Plan => ({ threads, parts: 1, otherwise: threads })
  if (run.parts !== null && run.parts > 1)
    return { threads: run.parts, parts: run.parts, otherwise: null }
  if (run.engine !== null) return whole(run.threads ?? 1)
  if (run.wanted_engine === 'wasm' || run.wanted_engine === 'cpu') return whole(1)
  return run.parts === 1 && run.wanted_threads !== null ? whole(run.wanted_threads) : null
}

/** How a run makes the best use of this many cores, or of as many threads as who added it asked for. */
function planOn(run: Waiting, cores: number): Plan {
  const settled = settledPlan(run)
  if (settled !== null) return settled
  const config = v.parse(TrainConfig, JSON.parse(run.config))
  const size = networkSize(config, storedShape(run.shape))
  const most = run.wanted_threads ?? cores
  const isWorthSharing = largestProduct(size, config.batch) >= worthSharing
  const otherwise = run.wanted_threads ?? (isWorthSharing ? cores : 1)
  const parts = bestParts(size, most)
  return { threads: parts > 1 ? parts : otherwise, parts, otherwise }
}

/** The plan of a run that shares with nobody. */
export const planAlone = (run: Waiting, { cores }: CoreBudget): Plan => planOn(run, cores)

/** How many runs tell whether one waits alone. */
export const enoughToTell = 2

export interface Planned extends Plan {
  readonly id: string
}

/**
 * The first of the waiting runs with its plan, once there is room for it beside those in use; undefined until
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
  const plan = planOn(run, isAlone ? budget.cores : share)
  const used = inUse.reduce((sum, each) => sum + each, 0)
  return used === 0 || used + plan.threads <= budget.cores ? { id: run.id, ...plan } : undefined
}
