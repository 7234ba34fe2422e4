import { utilityProcess, type UtilityProcess } from 'electron'
import { join } from 'node:path'
import { nodeFlagsOf } from '../train/node-flags.ts'
import { createLastLines } from '../train/last-lines.ts'
import type { Fork, Port } from '../train/messages.ts'
import { endingOf } from './exit-status.ts'

/** Starts entries in Electron's own kind of child, which works where running plain Node is switched off. */
export const createUtilityFork =
  (entriesDir: string): Fork =>
  (entry, env = {}) =>
    portOf(
      utilityProcess.fork(join(entriesDir, `${entry}.js`), [], {
        env: { ...process.env, ...env },
        serviceName: `Digit Lab ${entry}`,
        stdio: ['ignore', 'ignore', 'pipe'],
        execArgv: nodeFlagsOf(entry),
      }),
    )

function portOf<Sent, Received>(child: UtilityProcess): Port<Sent, Received> {
  const lines = createLastLines()
  child.stderr?.setEncoding('utf8').on('data', lines.add)
  return {
    get pid() {
      return child.pid
    },
    send: (message) => {
      child.postMessage(message)
    },
    onMessage: (listener) => {
      child.on('message', listener)
    },
    onExit: (listener) => {
      child.once('exit', (code) => {
        listener([endingOf(code), ...lines.last()].join('\n'))
      })
    },
    // `child.kill()` asks politely, and a trainer in the middle of a step would not hear it.
    kill: () => {
      try {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
      } catch {
        // It ended by itself in the meantime.
      }
    },
  }
}
