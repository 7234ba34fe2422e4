import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { isNodeNewEnough, packagedNode } from './place.mjs'

/**
 * True when this Node can run the application. Otherwise the whole program is run again under the Node that the
 * lockfile brings, and this process ends with its exit code; or it ends at once and says what is missing. Import
 * nothing native before.
 */
export function isNodeReady() {
  if (isNodeNewEnough) {
    endWithParent()
    return true
  }
  const node = packagedNode()
  if (node) {
    runAgain(node)
  } else {
    process.stderr.write(
      `Digit Lab needs Node.js 22.14 or newer; this is ${process.version}, and npm has no other for this machine.\n`,
    )
    process.exitCode = 1
  }
  return false
}

/** @param {string} node */
function runAgain(node) {
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !isInForeground()) child.kill(signal)
    })
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0))
  })
}

/**
 * Whether this process belongs to the terminal's foreground group. Then Ctrl+C goes to the child as well, and passing
 * it on would make two of it.
 */
function isInForeground() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const [, , group, , , foregroundGroup] = fields
    return group === foregroundGroup
  } catch {
    return false
  }
}

/** When the process that ran this program again is killed outright, nothing else would tell. */
function endWithParent() {
  if (!process.channel) return
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
