import { fork } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { constants } from 'node:os'

const parentPort = new URL('parent-port.ts', import.meta.url).href

interface ForkOptions {
  readonly env?: NodeJS.ProcessEnv
}

/** Children that speak through a port, as plain Node processes. */
export const utilityProcess = {
  fork: (entry: string, args: readonly string[] = [], { env }: ForkOptions = {}) => {
    const child = fork(entry, args, {
      execArgv: ['--import', parentPort],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env,
    })
    const process = Object.assign(new EventEmitter(), {
      pid: child.pid,
      stderr: child.stderr,
      // What is posted to a process that has ended is dropped without a word.
      postMessage: (message: object) => {
        if (child.connected) child.send(message, () => undefined)
      },
      kill: () => child.kill(),
    })
    child.on('message', (message) => process.emit('message', message))
    void Promise.all([once(child, 'close'), once(child, 'disconnect')]).then(([ended]) => {
      const [code, signal] = ended as [number | null, NodeJS.Signals | null]
      process.pid = undefined
      process.emit('exit', signal === null ? code : constants.signals[signal])
    })
    return process
  },
}
