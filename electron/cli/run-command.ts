import { existsSync } from 'node:fs'
import { AppError } from '../contract/errors.ts'
import type { Core } from '../core/core.ts'
import { createCore } from '../core/create-core.ts'
import { databasePath, dataFolder, dataPath } from '../core/data-folder.ts'
import type { Source } from '../core/environment.ts'
import { forkNode } from '../train/fork.ts'
import type { Given } from './arguments.ts'
import { exitCodes, type Command, type ExitCode } from './command.ts'
import { logOn } from './log.ts'
import type { Printer } from './print.ts'

/** What the built program knows about itself. */
export interface Application {
  readonly version: string
  readonly source: Source
  /** The command, with its arguments, that it was started by. */
  readonly commandLine: readonly string[]
  /** Folder of the built entries, from which trainers are started. */
  readonly entriesDir: string
  /** Folder of the built pages. */
  readonly pagesDir: string
}

export interface Surroundings {
  readonly print: Printer
  readonly signal: AbortSignal
}

/** An interrupted program has gone by then, whatever its trainer does. */
const mostClosingMs = 2500

async function closeCore(core: Core, signal: AbortSignal): Promise<void> {
  const timer = signal.aborted
    ? setTimeout(() => process.exit(exitCodes.interrupted), mostClosingMs)
    : undefined
  await core.close()
  clearTimeout(timer)
}

function chosenFolder(given: Given): readonly string[] {
  const chosen = given.text('data-dir')
  if (chosen === undefined) return []
  if (chosen === '') throw new AppError('bad-input', '--data-dir must not be empty')
  return ['--data-dir', chosen]
}

/** Runs a command with a core that is opened when the command first asks for it, and closed at the end. */
export async function runCommand(
  { command, given }: { readonly command: Command; readonly given: Given },
  { version, source, commandLine, entriesDir, pagesDir }: Application,
  { print, signal }: Surroundings,
): Promise<ExitCode> {
  const folder = chosenFolder(given)
  const dataDir = dataPath(process.env, folder)
  const worksQueue = command.worksQueue === true
  const log = logOn(print, { alone: worksQueue })
  let opened: Core | undefined
  const core = () =>
    (opened ??= createCore({
      dataDir: dataFolder(process.env, folder),
      fork: forkNode(entriesDir),
      log,
      version,
      source,
      commandLine,
      worksQueue,
    }))
  try {
    return await command.run(given, {
      print,
      log,
      dataDir,
      pagesDir,
      // Asynchronous, so that what goes wrong when opening reaches whoever waits.
      core: async () => Promise.resolve(core()),
      hasRuns: () => existsSync(databasePath(dataDir)),
      interrupted: signal,
    })
  } finally {
    if (opened) await closeCore(opened, signal)
  }
}
