import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { sources } from './built-from.mjs'
import { cacheDir, nodePath, root } from './place.mjs'
import { run } from './run.mjs'

const outDir = join(root, 'out')
const memoFile = join(cacheDir, 'application.json')

/** False in a packaged application, which was built before. */
export const isCheckout = () => existsSync(join(root, 'electron.vite.config.ts'))

/** Changes when a source file is added, removed or written to. */
function sourcesStamp() {
  const hash = createHash('sha256')
  for (const source of sources) addToStamp(hash, source)
  return hash.digest('hex')
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
function addToStamp(hash, path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (!found) return
  if (found.isDirectory())
    for (const name of readdirSync(join(root, path)).sort()) addToStamp(hash, join(path, name))
  else hash.update(`${path} ${String(found.size)} ${String(found.mtimeMs)}\n`)
}

/** Whether `out/` was built from the sources as they are; some milliseconds. */
export function isApplicationBuilt() {
  try {
    return (
      existsSync(join(outDir, 'main', 'cli.js')) &&
      readFileSync(memoFile, 'utf8') === sourcesStamp()
    )
  } catch {
    return false
  }
}

/**
 * Builds beside `out/` and then changes places, so that nobody meets a half-built application.
 * @param {(pid: number) => void} [onStart]
 * @returns {Promise<import('./run.mjs').Ended>}
 */
export async function buildApplication(onStart) {
  const stamp = sourcesStamp()
  const [fresh, old] = [join(cacheDir, 'build'), join(cacheDir, 'build-before')]
  for (const dir of [fresh, old]) rmSync(dir, { recursive: true, force: true })
  const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const ended = await run(nodePath(), [builder, 'build', '--outDir', fresh], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    timeoutMs: 300_000,
    ...(onStart && { onStart }),
  })
  if (!ended.ok) return ended
  mkdirSync(cacheDir, { recursive: true })
  if (existsSync(outDir)) renameSync(outDir, old)
  renameSync(fresh, outDir)
  rmSync(old, { recursive: true, force: true })
  writeFileSync(memoFile, stamp)
  return ended
}
