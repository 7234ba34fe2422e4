import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import {
  bundleExtension,
  mostBundleBytes,
  type BundleInMemory,
  type ChosenRuns,
  type ImportedBundle,
  type InspectedBundle,
  type SentBundle,
  type WrittenBundle,
} from '../../contract/bundles.ts'
import type { RunId } from '../../contract/entities.ts'
import { AppError, unwrap, type Reply } from '../../contract/errors.ts'
import { writeNew } from '../../formats/write-new.ts'
import type { Db } from '../../store/database.ts'
import { runById } from '../../store/runs.sql.ts'
import type { Fork } from '../../train/messages.ts'
import { databasePath, exportsPath } from '../data-folder.ts'
import { bundleFileName } from '../../contract/model-file-name.ts'
import { clearPartials, partialFolder, removeFolder } from '../partial.ts'
import type { HandwritingScorer } from '../handwriting-scorer.ts'
import type { Bundled, FromBundler, ToBundler } from './bundler-messages.ts'

export interface BundlesOptions {
  readonly db: Db
  readonly fork: Fork
  readonly now: () => number
  readonly dataDir: string
  /** Names this process, see core/lease.ts. */
  readonly owner: string
  /** Of the application. */
  readonly version: string
  readonly scorer: Pick<HandwritingScorer, 'settle'>
  /** Aborts when the core closes. */
  readonly closing: AbortSignal
}

/** Where a bundle is to lie. */
export interface BundleTarget {
  readonly path: string
  /** Lets a file lie there already, which is whole until the new one takes its place. */
  readonly replaces: boolean
}

/** Whole runs out into a file, and in from one. An abort of `signal` ends it, with nothing left of it. */
export interface Bundles {
  readonly toPath: (
    chosen: ChosenRuns,
    target: BundleTarget,
    signal?: AbortSignal,
  ) => Promise<WrittenBundle>
  readonly fromPath: (
    path: string,
    drawings: boolean,
    signal?: AbortSignal,
  ) => Promise<ImportedBundle>
  readonly inspect: (path: string) => Promise<InspectedBundle>
  readonly inMemory: (chosen: ChosenRuns, signal?: AbortSignal) => Promise<BundleInMemory>
  readonly fromMemory: (sent: SentBundle, signal?: AbortSignal) => Promise<ImportedBundle>
}

export function createBundles(options: BundlesOptions): Bundles {
  const { db, fork, now, dataDir, owner, version, scorer, closing } = options
  const database = databasePath(dataDir)
  const orClosing = (signal?: AbortSignal) =>
    signal ? AbortSignal.any([closing, signal]) : closing

  async function toPath(
    { ids, drawings }: ChosenRuns,
    { path, replaces }: BundleTarget,
    signal?: AbortSignal,
  ): Promise<WrittenBundle> {
    const once = [...new Set(ids)]
    for (const id of once) runById(db, id)
    clearPartials(dirname(resolve(path)), now())
    let written: WrittenBundle | undefined
    const writeTo = async (temporary: string) => {
      const job = {
        kind: 'write',
        database,
        ids: once,
        drawings,
        path: temporary,
        version,
      } as const
      written = unwrap(await bundled<'write'>(fork, job, orClosing(signal)))
    }
    // Its bytes are on the disk, and were read again, when it answers.
    return writeNew(
      path,
      { kind: 'streamed', writeTo },
      () => (written ? Promise.resolve(written) : Promise.reject(new Error('Nothing was written'))),
      { owner, replaces },
    )
  }

  /** A refusal names the file as people know it. */
  async function imported(
    path: string,
    fileName: string,
    drawings: boolean,
    signal?: AbortSignal,
  ): Promise<ImportedBundle> {
    const job = { kind: 'import', database, path, drawings } as const
    const found = unwrap(named(fileName, await bundled<'import'>(fork, job, orClosing(signal))))
    for (const { id, isNew } of found.runs) if (isNew) await scorer.settle(id)
    return found
  }

  /** In a folder for its owner alone, which goes whatever becomes of it. */
  async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = partialFolder(exportsPath(dataDir), owner)
    try {
      return await work(folder)
    } finally {
      removeFolder(folder)
    }
  }

  return {
    toPath,
    fromPath: (path, drawings, signal) => imported(path, basename(path), drawings, signal),
    inspect: async (path) => {
      const found = await bundled<'inspect'>(fork, { kind: 'inspect', path }, closing)
      return unwrap(named(basename(path), found))
    },
    inMemory: (chosen, signal) => {
      const runs = chosen.ids.map((id) => runById(db, id))
      const bytes = runs.reduce((sum, run) => sum + run.bytes, 0)
      refuseLarge(bytes, chosen.ids)
      return inFolder(async (folder) => {
        const fileName = bundleFileName(runs.map(({ name }) => name))
        const path = join(folder, fileName)
        const written = await toPath(chosen, { path, replaces: false }, signal)
        refuseLarge(written.bytes, chosen.ids)
        return { ...written, fileName, file: (await readFile(path)).toString('base64') }
      })
    },
    fromMemory: ({ fileName, file, drawings }, signal) =>
      inFolder(async (folder) => {
        const path = join(folder, 'bundle')
        await writeFile(path, Buffer.from(file, 'base64'), { mode: 0o600 })
        return imported(path, fileName, drawings, signal)
      }),
  }
}

const named = <T>(fileName: string, reply: Reply<T>): Reply<T> =>
  reply.ok || reply.code !== 'unreadable' || reply.message.includes(fileName)
    ? reply
    : { ...reply, message: `${fileName}: ${reply.message}` }

function refuseLarge(bytes: number, ids: readonly RunId[]): void {
  if (bytes <= mostBundleBytes) return
  const megabytes = (count: number) => `${String(Math.ceil(count / 2 ** 20))} MB`
  throw new AppError(
    'conflict',
    `A bundle of ${megabytes(bytes)} is more than the ${megabytes(mostBundleBytes)} that are handed out here; write it in a terminal: digit-lab export ${ids.slice(0, 3).join(' ')}${ids.length > 3 ? ' …' : ''} --output runs${bundleExtension}`,
  )
}

/** Has a job done in a process of its own. */
function bundled<K extends keyof Bundled>(
  fork: Fork,
  job: Extract<ToBundler, { kind: K }>,
  signal: AbortSignal,
): Promise<FromBundler<K>> {
  signal.throwIfAborted()
  const port = fork<ToBundler, FromBundler<K>>('bundler')
  const answered = new Promise<FromBundler<K>>((resolve, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(signal.reason as Error)
      },
      { once: true },
    )
    port.onMessage(resolve)
    port.onExit((how) => {
      reject(new AppError('internal', `The process that handles bundles ended early: ${how}`))
    })
  })
  port.send(job)
  return answered.finally(port.kill)
}
