import { utilityProcess, type UtilityProcess } from 'electron'
import { join } from 'node:path'
import type { Fork, Port } from '../train/messages.ts'

/** Starts entries in Electron's own kind of child, which works where running plain Node is switched off. */
export const createUtilityFork =
  (entriesDir: string): Fork =>
  <Sent, Received>(
    entry: string,
    env: Readonly<Record<string, string>> = {},
  ): Port<Sent, Received> => {
    const child = utilityProcess.fork(join(entriesDir, `${entry}.js`), [], {
      env: { ...process.env, ...env },
      serviceName: `Digit Lab ${entry}`,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const lastLines = keepLastLines(child)
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
          listener([`exit code ${String(code)}`, ...lastLines()].join('\n'))
        })
      },
      kill: () => {
        child.kill()
      },
    }
  }

/** Of standard error: what a process that broke down had to say. */
function keepLastLines(child: UtilityProcess): () => readonly string[] {
  const most = 10
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    text = `${text}${chunk.toString()}`.split('\n').slice(-most).join('\n')
  })
  return () => text.split('\n').filter((line) => line !== '')
}
