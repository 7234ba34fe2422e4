import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Everything that set-up keeps beside node_modules and can make again. */
export const cacheDir = join(root, '.cache')

/** Node-API 10 came with Node 22.14; SQLite's addon crashes without a word below it. */
const neededNodeApi = 10

export const isNodeNewEnough = Number(process.versions['napi']) >= neededNodeApi

/**
 * The Node that the lockfile brings (Linux only), or null before it is installed.
 * @returns {string | null}
 */
export function packagedNode() {
  const node = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  return existsSync(node) ? node : null
}

/** The Node that the application runs on: this one when it is new enough, else the packaged one. */
export const nodePath = () =>
  isNodeNewEnough ? process.execPath : (packagedNode() ?? process.execPath)
