/** What becomes of a run whose trainer ended without saying how. */
export interface Death {
  /** Failed for a reason of its own; interrupted by somebody else. */
  readonly status: 'failed' | 'interrupted'
  readonly reason: string
}

/** V8, C++, WebAssembly, TensorFlow and the system, each in its own words; a full TLS block of the linker is no lack of memory. */
const memoryWords =
  /out of memory|(heap|buffer) allocation failed|bad_alloc|(could not|cannot|failed to) allocate memory(?! in static TLS)|OOM when allocating|spawn ENOMEM/i

const signalOf = (how: string) => /^signal (SIG\w+)/.exec(how)?.[1]

/** Sent from outside; all others come from what the process itself does. */
const sentSignals = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'])

const lacksInstruction = 'the processor lacks an instruction that the engine uses (signal SIGILL)'

/** Code or signal, with the line of standard error that tells most. */
function inOneLine(how: string): string {
  const [ending = how, ...lines] = how.split('\n')
  const line =
    lines.find((text) => memoryWords.test(text)) ??
    lines.find((text) => /error|fatal|failed/i.test(text)) ??
    lines.at(-1)
  return line === undefined ? ending : `${ending}: ${line.trim()}`
}

const outOfMemory = (detail: string) =>
  `The trainer ran out of memory (${detail}); resume the run when there is more`

/** The message of an error, which for a lack of memory does not always say so. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return memoryWords.test(message) ? outOfMemory(message) : message
}

/** True when an engine is not to blame for the end of the process that was to try it. */
export const isNoFaultOfEngine = (how: string): boolean =>
  memoryWords.test(how) || sentSignals.has(signalOf(how) ?? '')

/** Why an engine is to blame. */
export const faultOfEngine = (how: string): string =>
  signalOf(how) === 'SIGILL' ? lacksInstruction : `its process ended (${inOneLine(how)})`

/**
 * Reads what is known of the end of a trainer: `how` says code or signal, with the last lines of standard error;
 * `wasForMemory` whether it was the system that killed it, for lack of memory, and is asked of a kill alone.
 */
export function deathOf(how: string, wasForMemory: () => boolean): Death {
  const signal = signalOf(how)
  const detail = inOneLine(how)
  if (memoryWords.test(how)) return { status: 'failed', reason: outOfMemory(detail) }
  if (signal === 'SIGKILL') return killed(wasForMemory())
  if (signal === 'SIGILL')
    return {
      status: 'failed',
      reason: `The trainer crashed: ${lacksInstruction}; train on the engine wasm instead`,
    }
  if (signal !== undefined) return signalled(signal, detail)
  return {
    status: how === 'exit code 0' ? 'interrupted' : 'failed',
    reason: `The trainer ended unexpectedly (${detail})`,
  }
}

function signalled(signal: string, detail: string): Death {
  if (sentSignals.has(signal))
    return { status: 'interrupted', reason: `The trainer was killed (${detail})` }
  // libuv, for one, gives up like this when it cannot start a thread.
  const guess = detail === 'signal SIGABRT' ? ', perhaps out of memory' : ''
  return { status: 'failed', reason: `The trainer crashed (${detail})${guess}` }
}

const killed = (wasForMemory: boolean): Death =>
  wasForMemory
    ? { status: 'failed', reason: outOfMemory('the system killed it, signal SIGKILL') }
    : {
        status: 'interrupted',
        reason:
          'The trainer was killed (signal SIGKILL), by someone or by the system for lack of memory',
      }
