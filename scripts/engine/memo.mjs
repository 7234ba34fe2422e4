import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { cacheDir, root } from '../place.mjs'

/** Where tfjs-node lies once npm has installed it. */
export const packageDir = join(root, 'node_modules', '@tensorflow', 'tfjs-node')

/** Native files that outlive node_modules. */
export const engineDir = join(cacheDir, 'engine')

const memoFile = join(engineDir, 'memo.json')
const dayMs = 24 * 3600 * 1000

/**
 * What the last installation ended with. `stamp` names the native files and the processor it was tried on.
 * @typedef {{ readonly stamp: string, readonly version: string }} Works
 * @typedef {{ readonly failedAt: number, readonly why: string, readonly stamp: string }} Fails
 * @typedef {Works | Fails} Memo
 */

/**
 * `works`: nothing to do. `gave-up`: it failed less than a day ago, with the same files. `try`: everything else.
 * @param {Memo | null} memo
 * @param {string} stamp
 * @param {number} now
 * @returns {'works' | 'gave-up' | 'try'}
 */
export function decide(memo, stamp, now) {
  if (!memo || memo.stamp !== stamp) return 'try'
  if ('version' in memo) return 'works'
  const age = now - memo.failedAt
  return age >= 0 && age < dayMs ? 'gave-up' : 'try'
}

/** Changes with the native files, with tfjs-node itself and with the processor. */
export function engineStamp() {
  const parts = ['package.json', 'lib/napi-v8/tfjs_binding.node', 'deps/lib'].map((path) => {
    const found = statSync(join(packageDir, path), { throwIfNoEntry: false })
    return found ? `${String(found.size)}@${String(Math.round(found.mtimeMs))}` : '-'
  })
  return [process.platform, process.arch, cpus()[0]?.model ?? 'unknown', ...parts].join(' ')
}

/** @returns {Memo | null} */
export function readMemo() {
  try {
    return /** @type {Memo} */ (JSON.parse(readFileSync(memoFile, 'utf8')))
  } catch {
    return null
  }
}

/** @param {Memo} memo */
export function writeMemo(memo) {
  mkdirSync(dirname(memoFile), { recursive: true })
  writeFileSync(memoFile, `${JSON.stringify(memo, null, 1)}\n`)
}

/** Whether the engine step can be left out, which takes a few milliseconds to find out. */
export const isEngineSettled = () => decide(readMemo(), engineStamp(), Date.now()) !== 'try'
