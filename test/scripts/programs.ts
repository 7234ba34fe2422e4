import { spawn, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'

export interface Program {
  readonly pid: number
  readonly kill: (signal: NodeJS.Signals) => void
  /** The first lines on standard output, as soon as they are there. */
  readonly firstLines: (count: number) => Promise<readonly string[]>
  readonly firstErrorLines: (count: number) => Promise<readonly string[]>
  readonly ended: Promise<{
    readonly code: number | null
    readonly signal: NodeJS.Signals | null
    readonly stdout: string
    readonly stderr: string
  }>
}

/** The address by which a program imports one of the scripts. */
export const scriptUrl = (name: string) =>
  JSON.stringify(new URL(`../../scripts/${name}`, import.meta.url))

/** Starts Node; whatever still runs when the test ends is killed. */
export function startNode(args: readonly string[], options: SpawnOptions = {}): Program {
  const child = spawn(process.execPath, args, { ...options, stdio: 'pipe' })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  child.stdin.end()
  const stdout = collected(child.stdout)
  const stderr = collected(child.stderr)
  return {
    pid: child.pid ?? 0,
    kill: (signal) => child.kill(signal),
    firstLines: stdout.firstLines,
    firstErrorLines: stderr.firstLines,
    ended: once(child, 'close').then(([code, signal]: unknown[]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout: stdout.text(),
      stderr: stderr.text(),
    })),
  }
}

function collected(stream: Readable) {
  let text = ''
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return {
    text: () => text,
    firstLines: async (count: number) => {
      while (text.split('\n').length <= count) await once(stream, 'data')
      return text.split('\n').slice(0, count)
    },
  }
}

/** Starts a module given as text. */
export const startModule = (text: string) => startNode(['--input-type=module', '--eval', text])

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
