import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import { cacheDir, root } from './place.mjs'
import { run } from './run.mjs'

/**
 * The parts of npm's lockfiles that say what belongs into node_modules.
 * @typedef {{ readonly version?: string, readonly optional?: boolean, readonly os?: Limit, readonly cpu?: Limit,
 *   readonly optionalDependencies?: Readonly<Record<string, string>> }} LockedPackage
 * @typedef {string | readonly string[]} Limit
 * @typedef {{ readonly packages: Readonly<Record<string, LockedPackage>> }} Lockfile
 */

const lockfile = join(root, 'package-lock.json')
/** npm writes it last, when everything lies in its place. */
const installedFile = join(root, 'node_modules', '.package-lock.json')
const memoFile = join(cacheDir, 'packages.json')

/**
 * What has to be done to node_modules: `all` when a needed package is absent or has another version, `optional` when
 * only packages are absent without which the application works less well.
 * @param {Lockfile} locked
 * @param {Lockfile | null} installed
 * @param {{ readonly platform: string, readonly arch: string }} machine
 * @returns {'nothing' | 'optional' | 'all'}
 */
export function whatToInstall(locked, installed, machine) {
  if (!installed) return 'all'
  /** @param {string} path */
  const isThere = (path) => locked.packages[path]?.version === installed.packages[path]?.version
  const paths = Object.keys(locked.packages).filter((path) => path !== '')
  if (!paths.filter((path) => !locked.packages[path]?.optional).every(isThere)) return 'all'
  const wanted = Object.keys(locked.packages['']?.optionalDependencies ?? {})
    .map((name) => `node_modules/${name}`)
    .filter((path) => fits(locked.packages[path], machine))
  return wanted.every(isThere) ? 'nothing' : 'optional'
}

/**
 * @param {LockedPackage | undefined} locked
 * @param {{ readonly platform: string, readonly arch: string }} machine
 */
function fits(locked, { platform, arch }) {
  const os = [locked?.os ?? platform].flat()
  const cpu = [locked?.cpu ?? arch].flat()
  return os.includes(platform) && cpu.includes(arch)
}

/** Names the lockfile and the tree that was installed from it. */
function packagesStamp() {
  const tree = statSync(installedFile, { throwIfNoEntry: false })
  if (!tree) return null
  const locked = createHash('sha256').update(readFileSync(lockfile)).digest('hex')
  return `${process.platform}-${process.arch} ${locked} ${String(tree.ino)}@${String(tree.mtimeMs)}`
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function remember() {
  mkdirSync(cacheDir, { recursive: true })
  writeFileSync(memoFile, packagesStamp() ?? '')
}

/** Whether node_modules is what the lockfile says; a few milliseconds when it was found so before. */
export function arePackagesInstalled() {
  const stamp = packagesStamp()
  if (stamp === null) return false
  if (stamp === readText(memoFile)) return true
  if (missing() !== 'nothing') return false
  remember()
  return true
}

function missing() {
  const locked = /** @type {Lockfile} */ (JSON.parse(readFileSync(lockfile, 'utf8')))
  const installed = readText(installedFile)
  return whatToInstall(
    locked,
    installed === null ? null : /** @type {Lockfile} */ (JSON.parse(installed)),
    process,
  )
}

/**
 * Brings node_modules to what the lockfile says. Install scripts stay off: no package needs one except tfjs-node,
 * whose own would fail where its storage is out of reach, and some versions of npm then drop the package.
 * @param {(pid: number) => void} onStart
 * @returns {Promise<import('./run.mjs').Ended>}
 */
export async function installPackages(onStart) {
  const what = missing()
  const command = what === 'all' ? ['ci'] : ['install', '--no-save']
  const ended = await runNpm(
    [...command, '--ignore-scripts', '--include=dev', '--include=optional'],
    onStart,
  )
  if (!ended.ok && what === 'all') return ended
  remember()
  return { ...ended, ok: true }
}

/**
 * @param {readonly string[]} args
 * @param {(pid: number) => void} onStart
 */
function runNpm(args, onStart) {
  const own = process.env['npm_execpath']
  const options = { cwd: root, onStart, env: environmentOfNpm() }
  if (own && basename(own) === 'npm-cli.js') return run(process.execPath, [own, ...args], options)
  return run('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** With this process's Node first, since npm needs no other and the packaged one is about to be replaced. */
function environmentOfNpm() {
  return { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) }
}
