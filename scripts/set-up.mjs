import { join } from 'node:path'
import { buildApplication, isApplicationBuilt, isCheckout } from './application.mjs'
import { isEngineSettled } from './engine/memo.mjs'
import { withLock } from './lock.mjs'
import { arePackagesInstalled, installPackages } from './packages.mjs'
import { cacheDir, nodePath, root } from './place.mjs'
import { run } from './run.mjs'

/**
 * @typedef {object} Step
 * @property {string} doing
 * @property {() => boolean} isDone Takes milliseconds.
 * @property {(onStart: (pid: number) => void) => Promise<import('./run.mjs').Ended>} work
 */

/**
 * In this order, since each needs what the one before it leaves.
 * @type {readonly Step[]}
 */
const steps = [
  {
    doing: 'installing packages',
    isDone: arePackagesInstalled,
    work: installPackages,
  },
  {
    doing: 'preparing the training engine',
    isDone: isEngineSettled,
    work: (onStart) =>
      run(nodePath(), [join(root, 'scripts', 'install-engine.mjs')], { onStart, echo: true }),
  },
  {
    doing: 'building the application',
    isDone: isApplicationBuilt,
    work: buildApplication,
  },
]

/**
 * Does whatever a checkout still lacks before it can run: packages, engine, built application. Says so on standard
 * error. Resolves with false, and sets the exit code, when something essential failed.
 * @returns {Promise<boolean>}
 */
export async function ensureReady() {
  if (!isCheckout() || steps.every((step) => step.isDone())) return true
  const ready = await withLock(
    join(cacheDir, 'set-up.lock'),
    async (alsoHeldBy) => {
      for (const step of steps) if (!(await carryOut(step, alsoHeldBy))) return false
      return true
    },
    (pid) => {
      say(`waiting for the set-up that process ${String(pid)} has begun`)
    },
  )
  if (!ready) process.exitCode = 1
  return ready
}

/**
 * @param {Step} step
 * @param {(pid: number) => void} onStart
 */
async function carryOut({ doing, isDone, work }, onStart) {
  if (isDone()) return true
  say(doing)
  const startedAt = performance.now()
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
  const patience = setInterval(() => {
    say(`still ${doing}, ${seconds()}`)
  }, 20_000)
  const { ok, how, output } = await work(onStart)
  clearInterval(patience)
  say(ok ? `done in ${seconds()}` : `${doing} failed after ${seconds()}: ${how}`)
  if (!ok) process.stderr.write(`${output.trimEnd()}\n`)
  return ok
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`[set-up] ${line}\n`)
}
