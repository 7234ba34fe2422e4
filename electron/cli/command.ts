import type { Core, Log } from '../core/core.ts'
import type { Given, Operands, Option, Options } from './arguments.ts'
import type { Printer } from './print.ts'

export const exitCodes = { done: 0, failed: 1, wrongUse: 2, interrupted: 130 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** What every command gets from the program. */
export interface Context {
  readonly print: Printer
  readonly log: Log
  readonly dataDir: string
  /** Opens the core when first asked, so that a refused command line leaves no trace; closed when the command ends. */
  readonly core: () => Promise<Core>
  /** False while the data folder has no database: nothing can be found there, and nothing need be made. */
  readonly hasRuns: () => boolean
  /** Aborts at the first Ctrl+C or SIGTERM of a command that `endsGently`. */
  readonly interrupted: AbortSignal
  /** Folder of the built pages. */
  readonly pagesDir: string
}

export interface Command<Name extends string = string> {
  /** One or two words: `runs list`. */
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  readonly operands: Operands
  readonly options: Readonly<Record<Name, Option>>
  /** More lines for its own help. */
  readonly notes?: readonly string[]
  /** Ends by itself after `interrupted`; other commands end at once. */
  readonly endsGently?: boolean
  /** Trains queued runs while it goes on. */
  readonly worksQueue?: boolean
  /** Puts the words of the command line in order before they are read. */
  readonly arrange?: (words: readonly string[]) => readonly string[]
  readonly run: (given: Given<Name>, context: Context) => Promise<ExitCode>
}

/** A command whose options are known to its `run` by name. */
export const command = <Name extends string>(definition: Command<Name>): Command => definition

export const noOperands: Operands = { usage: '', least: 0, most: 0 }
export const oneRun: Operands = {
  usage: 'RUN (an id, a unique prefix of one, a name, or last)',
  least: 1,
  most: 1,
}
export const someRuns: Operands = {
  usage: 'RUN… (each an id, a unique prefix of one, a name, or last)',
  least: 1,
  most: 10_000,
}

export const jsonOption = {
  json: { type: 'boolean', help: 'print data as JSON and nothing else on standard output' },
} as const satisfies Options
