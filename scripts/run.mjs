import { spawn } from 'node:child_process'

/** How much of a program's output is kept, in characters: enough for the end of any error message. */
const keptOutput = 64_000

/**
 * @typedef {object} Ended
 * @property {boolean} ok It ended by itself with exit code 0.
 * @property {string} how `exit code 1`, `killed by SIGSEGV`, `not found`, `no answer within 30 s`.
 * @property {string} output The last of standard output and standard error.
 */

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs]
 * @property {boolean} [shell]
 * @property {boolean} [echo] Shows the output on standard error while it comes.
 * @property {(pid: number) => void} [onStart]
 */

/**
 * Runs a program to its end, without standard input. Resolves however it ends. A signal that would end this
 * process ends the program first.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Ended>}
 */
export function run(command, args, options = {}) {
  const { echo, onStart, timeoutMs, ...spawnOptions } = options
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...spawnOptions,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    let output = ''
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output = (output + chunk.toString()).slice(-keptOutput)
      if (echo) process.stderr.write(chunk)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const passed = passSignals(child)
    const limit = timeLimit(child, timeoutMs)
    if (child.pid !== undefined) onStart?.(child.pid)
    child.on('error', (error) => {
      output += error.message
    })
    child.on('close', (code, signal) => {
      const timedOut = limit.end()
      passed.end()
      resolve({ ok: code === 0, how: timedOut ?? howItEnded(code, signal), output })
    })
  })
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function howItEnded(code, signal) {
  if (signal) return `killed by ${signal}`
  return code !== null && code < 0 ? 'not found' : `exit code ${String(code)}`
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {number | undefined} timeoutMs
 */
function timeLimit(child, timeoutMs) {
  let reached = false
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          reached = true
          child.kill('SIGKILL')
        }, timeoutMs)
  return {
    end() {
      clearTimeout(timer)
      return reached ? `no answer within ${String(Math.round((timeoutMs ?? 0) / 1000))} s` : null
    },
  }
}

/**
 * Passes on what would end this process, and follows once the program has ended.
 * @param {import('node:child_process').ChildProcess} child
 */
function passSignals(child) {
  /** @type {NodeJS.Signals | null} */
  let received = null
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    received = signal
    child.kill(signal)
  }
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  return {
    end() {
      for (const signal of signals) process.off(signal, pass)
      if (received) process.kill(process.pid, received)
    },
  }
}
