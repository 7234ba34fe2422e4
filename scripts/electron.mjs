import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodePath, root } from './place.mjs'
import { isReachable } from './reachable.mjs'
import { run } from './run.mjs'

const packageDir = join(root, 'node_modules', 'electron')

/**
 * Electron's program, or null where its package has not fetched it yet.
 * @returns {string | null}
 */
export function electronPath() {
  const pathFile = join(packageDir, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : null
  const other = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (!other && !name) return null
  const path = join(other ?? join(packageDir, 'dist'), name ?? 'electron')
  return existsSync(path) ? path : null
}

/** A window needs a display; macOS and Windows always have one. */
export const hasDisplay = () =>
  process.platform !== 'linux' ||
  Boolean(process.env['DISPLAY']) ||
  Boolean(process.env['WAYLAND_DISPLAY'])

/**
 * Lets Electron's package fetch its program.
 * @returns {Promise<string | null>} The program's path.
 */
export async function fetchElectron() {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror']
  if (!(await isReachable(mirror ?? 'https://github.com/'))) return null
  await run(nodePath(), [join(packageDir, 'install.js')], { cwd: root, timeoutMs: 10 * 60_000 })
  return electronPath()
}
