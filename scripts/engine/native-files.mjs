import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { engineDir, packageDir } from './memo.mjs'

/** The parts of tfjs-node that its npm package leaves out. */
const nativeFolders = ['deps/lib', 'lib/napi-v8']
const addon = join('lib', 'napi-v8', 'tfjs_binding.node')

/** Laid out like tfjs-node itself. */
export const keptDir = join(engineDir, 'native')

export const isInPlace = () => existsSync(join(packageDir, addon))
export const isKept = () => existsSync(join(keptDir, addon))

export function putInPlace() {
  for (const folder of nativeFolders) linkFolder(join(keptDir, folder), join(packageDir, folder))
}

export function keep() {
  for (const folder of nativeFolders) linkFolder(join(packageDir, folder), join(keptDir, folder))
}

/** Files that fail are worse than none: every start would try them again. */
export function removeFromPlace() {
  for (const folder of nativeFolders)
    rmSync(join(packageDir, folder), { recursive: true, force: true })
}

/**
 * Hard links, so that 0.6 GB stay 0.6 GB; copies where the file system has none.
 * @param {string} from
 * @param {string} to
 */
function linkFolder(from, to) {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else if (entry.isDirectory()) linkFolder(source, target)
    else linkOrCopy(source, target)
  }
}

/**
 * @param {string} source
 * @param {string} target
 */
function linkOrCopy(source, target) {
  try {
    linkSync(source, target)
  } catch {
    copyFileSync(source, target)
  }
}
