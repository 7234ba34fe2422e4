import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const program = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')

/** The application served to browsers by the real program. */
export interface Served {
  readonly process: ChildProcess
  /** Lets one browser in. */
  readonly address: string
  /** Milliseconds until it said so. */
  readonly startedInMs: number
  readonly stop: () => Promise<void>
}

/** Serves a data folder; `flags` are Node's. The process has a channel to this one. */
export async function serveFolder(dataDir: string, flags: readonly string[] = []): Promise<Served> {
  const beganMs = performance.now()
  const served = ['serve', '--no-open', '--port', '0', '--data-dir', dataDir]
  const child = spawn(process.execPath, [...flags, program, ...served], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  if (child.stdout === null) throw new Error('The server has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\S+/.exec(line)?.[0]
    if (address === undefined) continue
    const startedInMs = performance.now() - beganMs
    return { process: child, address, startedInMs, stop: () => end(child) }
  }
  throw new Error('The server ended before it said its address')
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGINT')
  if (child.exitCode === null) await once(child, 'exit')
}
