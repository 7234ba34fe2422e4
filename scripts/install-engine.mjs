/**
 * Finishes the native part of tfjs-node: `node scripts/install-engine.mjs [--force]`. Needs nothing but Node and what
 * npm installed. Ends with code 0 also when it fails, since the application then trains on WebAssembly.
 */
import { existsSync } from 'node:fs'
import { decide, engineStamp, packageDir, readMemo, writeMemo } from './engine/memo.mjs'
import { isInPlace, isKept, keep, putInPlace, removeFromPlace } from './engine/native-files.mjs'
import { runOwnInstaller } from './engine/own-installer.mjs'
import { probe } from './engine/probe.mjs'
import { buildFromWheel } from './engine/wheel.mjs'

const startedAt = performance.now()

/** @param {string} line */
function say(line) {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stderr.write(`[engine] ${line} (${seconds} s)\n`)
}

/** @param {string} why */
function sayFallback(why) {
  say(
    `Training will use WebAssembly, which is slower. Native TensorFlow: ${why}. ` +
      'It needs the internet, Python with pip and a C++ compiler; to try again: npm run engine',
  )
}

/**
 * Ways to get the native files into node_modules, best first. `get` throws when it cannot.
 * @type {readonly { name: string, isThere?: () => boolean, get: () => Promise<void> | void }[]}
 */
const ways = [
  { name: 'as installed', isThere: isInPlace, get: () => undefined },
  { name: 'files kept from before', isThere: isKept, get: putInPlace },
  { name: "tfjs-node's own installer", get: runOwnInstaller },
  { name: 'tensorflow-cpu', get: () => buildFromWheel(say).then(putInPlace) },
]

async function installEngine() {
  if (!existsSync(packageDir)) return giveUp('the package @tensorflow/tfjs-node is not installed')
  /** @type {string[]} */
  const reasons = []
  for (const { name, isThere, get } of ways) {
    if (isThere && !isThere()) continue
    try {
      await get()
      const version = await probe()
      if (!isKept()) keep()
      writeMemo({ stamp: engineStamp(), version })
      return say(`native TensorFlow ${version} works (${name})`)
    } catch (error) {
      removeFromPlace()
      reasons.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  giveUp(reasons.join('; '))
}

/** @param {string} why */
function giveUp(why) {
  writeMemo({ stamp: engineStamp(), failedAt: Date.now(), why })
  sayFallback(why)
}

const memo = readMemo()
if (process.argv.includes('--force') || decide(memo, engineStamp(), Date.now()) === 'try')
  await installEngine()
else if (memo && 'why' in memo) sayFallback(memo.why)
