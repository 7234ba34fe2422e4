import { constants } from 'node:os'

/** Set by the system where it could have kept the memory of a crash. */
const dumped = 0x80

/** Signals that end a process from outside or by a crash of its own; Node's own exit codes of these numbers are as good as unused. */
const ending = ['SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGKILL', 'SIGSEGV'] as const

/** What Electron tells of the end of a child, which for a signal is what `waitpid` says, in the words of `fork`. */
export function endingOf(code: number): string {
  const signal = ending.find((name) => [0, dumped].includes(code - constants.signals[name]))
  return signal === undefined ? `exit code ${String(code)}` : `signal ${signal}`
}
