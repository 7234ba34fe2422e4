import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'

/** Everything that the built application depends on. */
export const sources = [
  'electron',
  'renderer',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]

/**
 * The commit of a checkout, and whether the application's sources differ from it. No commit where there is no git, or
 * where the folder only lies within another repository.
 * @param {string} folder
 * @returns {{ readonly commit: string | null, readonly hasChanges: boolean }}
 */
export function builtFrom(folder) {
  /** @param {readonly string[]} args */
  const git = (...args) =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  try {
    if (git('rev-parse', '--show-toplevel') !== realpathSync(folder)) return unknown
    const commit = git('rev-parse', '--verify', 'HEAD')
    return { commit, hasChanges: git('status', '--porcelain', '--', ...sources) !== '' }
  } catch {
    return unknown
  }
}

const unknown = { commit: null, hasChanges: false }
