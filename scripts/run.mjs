import { spawn } from 'node:child_process'

/** How much of a program's output is kept, in characters: enough for the end of any error message. */
const keptOutput = 64_000
/** npm would install to the end before it obeys. */
const signalGraceMs = 3000
const succeeded = 'exit code 0'

/**
 * @typedef {object} Ended
 * @property {boolean} ok It ended by itself with exit code 0.
 * @property {string} how `exit code 1`, `killed by SIGSEGV`, `spawn g++ ENOENT`, `no answer within 30 s`.
 * @property {string} output The last of standard output and standard error.
 */

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs]
 * @property {boolean} [shell]
 * @property {boolean} [echo] Lets it write to this process's own output, which is then not kept.
 * @property {(pid: number) => void} [onStart]
 */

/**
 * Runs a program to its end, without standard input. Resolves however it ends, unless a signal ends this
 * process: that ends the program first, and nothing after it is done.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Ended>}
 */
export function run(command, args, options = {}) {
  const { echo, onStart, timeoutMs, ...spawnOptions } = options
  const output = echo ? 'inherit' : 'pipe'
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...spawnOptions,
      stdio: ['ignore', output, output],
      windowsHide: true,
    })
    const said = lastOutput(child)
    const passed = passSignals(child)
    const limit = timeLimit(child, timeoutMs)
    if (child.pid !== undefined) onStart?.(child.pid)
    /** @param {string} how */
    const end = (how) => {
      const result = limit.end() ?? how
      child.stdout?.destroy()
      child.stderr?.destroy()
      if (!passed.end()) resolve({ ok: result === succeeded, how: result, output: said() })
    }
    child.on('error', (error) => {
      end(error.message)
    })
    child.on('exit', (code, signal) => {
      const how = signal ? `killed by ${signal}` : `exit code ${String(code)}`
      child.on('close', () => {
        end(how)
      })
      // Something that the program left running may hold its output open for ever.
      setTimeout(end, 2000, how).unref()
    })
  })
}

/** @param {import('node:child_process').ChildProcess} child */
function lastOutput(child) {
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-keptOutput)
    })
  return () => output
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
 * Passes on what would end this process, and follows once the program has ended. `end` answers whether that is so.
 * @param {import('node:child_process').ChildProcess} child
 */
function passSignals(child) {
  /** @type {NodeJS.Signals | null} */
  let received = null
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    received = signal
    child.kill(signal)
    setTimeout(() => child.kill('SIGKILL'), signalGraceMs).unref()
  }
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  return {
    end() {
      for (const signal of signals) process.off(signal, pass)
      if (received) process.kill(process.pid, received)
      return received !== null
    },
  }
}
