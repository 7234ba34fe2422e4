import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const variable = 'DIGIT_LAB_TEST_RUN'
const mark = `${variable}=${String(process.pid)}`

/**
 * An environment that every process of a test run inherits, by which it can be found again.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export const markRun = (env) => ({ ...env, [variable]: String(process.pid) })

/**
 * Ends what a test run has left running (found on Linux only), after a moment to end by itself.
 * @param {number} [graceMs]
 * @returns {Promise<readonly string[]>} Command lines of what had to be ended.
 */
export async function endLeftovers(graceMs = 5000) {
  const until = Date.now() + graceMs
  while (leftovers().length > 0 && Date.now() < until) await sleep(100)
  return leftovers().map(({ pid, command }) => {
    process.kill(pid, 'SIGKILL')
    return command
  })
}

function leftovers() {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .filter((pid) => readProcess(pid, 'environ').includes(mark))
    .map((pid) => ({ pid, command: readProcess(pid, 'cmdline').join(' ') }))
}

/**
 * Empty once the process is gone, for a zombie, and where it belongs to someone else.
 * @param {number} pid
 * @param {'environ' | 'cmdline'} file
 */
function readProcess(pid, file) {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, 'utf8').split('\0')
  } catch {
    return []
  }
}
