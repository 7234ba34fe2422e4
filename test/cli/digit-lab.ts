import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect } from 'vitest'

const program = join(import.meta.dirname, '../../out/main/cli.js')

export interface Ended {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

export interface Running {
  readonly process: ChildProcessWithoutNullStreams
  readonly ended: Promise<Ended>
}

/** Starts the built program without a terminal, on a data folder of the test's own. */
export function startDigitLab(
  dataDir: string,
  args: readonly string[],
  input: string | Uint8Array = '',
): Running {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, DIGIT_LAB_DATA: dataDir },
  })
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  // A program that refuses its command line does not wait for its input.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const ended = Promise.all([closed, text(child.stdout), text(child.stderr)])
  return {
    process: child,
    ended: ended.then(([code, output, errors]) => ({ code, output, errors })),
  }
}

export const digitLab = (
  dataDir: string,
  args: readonly string[],
  input: string | Uint8Array = '',
): Promise<Ended> => startDigitLab(dataDir, args, input).ended

/** Resolves once the program has written that to one of its outputs. */
export const whenWritten = (
  { process: child }: Running,
  stream: 'stdout' | 'stderr',
  wanted: RegExp,
): Promise<string> =>
  new Promise((resolve, reject) => {
    let written = ''
    child[stream].on('data', (chunk: Buffer) => {
      written += chunk.toString()
      if (wanted.test(written)) resolve(written)
    })
    child.once('close', () => {
      reject(new Error(`It ended without ${String(wanted)}: ${written}`))
    })
  })

/** A folder for all tests of a file. */
export function folderOfFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'digit-lab-test-'))
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** A network that trains in a moment. */
export const small = ['--hidden', '16', '--epochs', '1', '--train-images', '2000']

/** The objects of an output of JSON lines. */
export const jsonLines = (output: string): readonly unknown[] =>
  output
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))

/** Exactly one line that names the thing, and nothing like a stack trace. */
export function expectOneLine({ output, errors }: Ended, named: RegExp): void {
  expect(output).toBe('')
  expect(errors).toMatch(/^digit-lab: [^\n]+\n$/)
  expect(errors).toMatch(named)
  expect(errors).not.toMatch(/\n\s+at |\p{Cc}(?!$)/u)
}
