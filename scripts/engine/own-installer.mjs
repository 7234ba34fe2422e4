import { copyFileSync, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root, nodePath } from '../place.mjs'
import { isReachable } from '../reachable.mjs'
import { run } from '../run.mjs'
import { packageDir } from './memo.mjs'

/** Where tfjs-node's installer takes its files from, unless the environment names another place. */
const storage = () =>
  process.env['TFJS_NODE_CDN_STORAGE'] ??
  process.env['CDN_STORAGE'] ??
  'https://storage.googleapis.com/'

/** Runs the installer that comes with tfjs-node. Throws with one line that says why it could not. */
export async function runOwnInstaller() {
  if (!(await isReachable(storage()))) throw new Error(`${storage()} does not answer`)
  const { ok, how } = await run(nodePath(), ['scripts/install.js'], {
    cwd: packageDir,
    env: {
      ...process.env,
      PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
    },
    timeoutMs: 15 * 60_000,
  })
  if (!ok) throw new Error(`its installer failed (${how})`)
  const library = join(packageDir, 'deps', 'lib', 'tensorflow.dll')
  // On Windows the installer puts the library beside another version of the addon.
  if (existsSync(library))
    copyFileSync(library, join(packageDir, 'lib', 'napi-v8', 'tensorflow.dll'))
}
