import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Fork, Port } from './messages.ts'
import { nodeFlagsOf } from './node-flags.ts'
import { createLastLines } from './last-lines.ts'

/** Starts the entries built into a folder as plain Node processes. */
export const forkNode =
  (entriesDir: string): Fork =>
  (entry, env = {}) =>
    portOf(
      fork(join(entriesDir, `${entry}.js`), [], {
        serialization: 'advanced',
        // Nothing that a library prints may get into the output of a command.
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        env: { ...process.env, ...env },
        execArgv: nodeFlagsOf(entry),
        // Out of the terminal's reach: TensorFlow's matrix product points the stack into the heap, where a signal
        // that arrives meanwhile overwrites memory. What Ctrl+C means is told by message.
        detached: true,
      }),
    )

function portOf<Sent, Received>(child: ChildProcess): Port<Sent, Received> {
  const lines = createLastLines()
  child.stderr?.setEncoding('utf8').on('data', lines.add)
  const how = ended(child)
  return {
    pid: child.pid,
    send: (message) => {
      // A message to a process that has just ended is lost; its exit tells.
      if (child.connected) child.send(message as object, () => undefined)
    },
    onMessage: (listener) => {
      child.on('message', (message) => {
        listener(message as Received)
      })
    },
    onExit: (listener) => {
      void how.then((why) => {
        listener([why, ...lines.last()].join('\n'))
      })
    },
    kill: () => {
      child.kill('SIGKILL')
    },
  }
}

/** Resolves after the process, its last message and its last line of standard error. */
async function ended(child: ChildProcess): Promise<string> {
  const disconnected = new Promise<void>((resolve) => child.once('disconnect', resolve))
  const how = await new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(`could not start: ${error.message}`)
    })
    child.once('close', (code, signal) => {
      resolve(signal === null ? `exit code ${String(code)}` : `signal ${signal}`)
    })
  })
  if (child.connected) await disconnected
  return how
}
