import Database from 'better-sqlite3'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { StartRun, type Run, type RunId } from '../../../electron/contract/entities.ts'
import { createCore } from '../../../electron/core/create-core.ts'
import { forkNode } from '../../../electron/train/fork.ts'
import type { Fork } from '../../../electron/train/messages.ts'
import { tempDir } from '../../temp-dir.ts'
import { built, silent } from '../core-parts.ts'

const never = new AbortController().signal

/** Two runs that have ended, and a folder of its own with them for whoever asks. */
export interface Trained {
  readonly run: () => Run
  readonly other: () => Run
  readonly copy: () => string
}

/** Trains two small runs before the tests of a file. */
export function trainBefore(): Trained {
  const folder = mkdtempSync(join(tmpdir(), 'digit-lab-test-'))
  let runs: readonly Run[] = []
  beforeAll(async () => {
    const core = createCore({
      dataDir: folder,
      fork: forkNode(built),
      log: silent,
      version: 'test',
      worksQueue: false,
    })
    const config = { hidden: [16], trainImages: 2000, epochs: 2, validation: 0.1 }
    const train = (seed: number) =>
      core.train(v.parse(StartRun, { config: { ...config, seed } }), never)
    runs = [await train(1), await train(2)]
    await core.close()
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const at = (index: number) => () => {
    const run = runs[index]
    if (!run) throw new Error('Not trained yet')
    return run
  }
  return {
    run: at(0),
    other: at(1),
    copy: () => {
      const dir = tempDir()
      cpSync(folder, dir, { recursive: true })
      return dir
    },
  }
}

/** The database of a folder, for what no call does. */
export function databaseOf(dataDir: string): Database.Database {
  const db = new Database(join(dataDir, 'lab.db'))
  onTestFinished(() => {
    db.close()
  })
  return db
}

export interface Stored {
  readonly run: RunId
  readonly image_set: string
  readonly made_at: number
}

/** What a folder keeps of evaluations. */
export const storedIn = (dataDir: string): readonly Stored[] =>
  databaseOf(dataDir)
    .prepare<[], Stored>('SELECT run, image_set, made_at FROM evaluation ORDER BY image_set')
    .all()

/** Of an evaluator that works in the background, which on a busy machine would be waited for long: not to give way. */
const inHaste = (message: object) =>
  'isBackground' in message ? { ...message, isBackground: false } : message

/** Starts processes as the application does, and tells what the evaluators among them are asked for. */
export function evaluatorsWatched(): {
  readonly fork: Fork
  readonly pids: readonly number[]
  /** How often it was asked to evaluate. */
  readonly evaluations: () => number
  /** Calls back once an evaluator has been asked for the next evaluation. */
  readonly whenAsked: (then: (pid: number) => void) => void
} {
  const pids: number[] = []
  let evaluations = 0
  let asked: (pid: number) => void = () => undefined
  const inner = forkNode(built)
  const fork: Fork = <S, R>(...started: Parameters<Fork>) => {
    const port = inner<S, R>(...started)
    if (started[0] !== 'evaluator') return port
    pids.push(port.pid ?? NaN)
    return {
      ...port,
      send: (message: S) => {
        port.send(inHaste(message as object) as S)
        if ((message as { readonly kind: string }).kind !== 'evaluate') return
        evaluations += 1
        asked(port.pid ?? NaN)
      },
    }
  }
  return {
    fork,
    pids,
    evaluations: () => evaluations,
    whenAsked: (then) => {
      asked = then
    },
  }
}
