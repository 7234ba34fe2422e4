import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { expect, test } from 'vitest'
import { inspectBundle } from '../../electron/core/bundle/import-bundle.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { forkNode } from '../../electron/train/fork.ts'
import type { Fork } from '../../electron/train/messages.ts'
import { stream } from '../../electron/train/random.ts'
import { built } from '../core/core-parts.ts'
import { tempCore } from '../core/temp-core.ts'
import { smallBundle } from '../fixtures/bundles.ts'
import { tempDir } from '../temp-dir.ts'
import { faultSeed } from './chance.ts'
import { never } from './in-pieces.ts'

const program = join(import.meta.dirname, 'import-and-die.ts')
const kills = 30
const minutes = 5 * 60_000
const title = `killed ${String(kills)} times (seed ${String(faultSeed)})`

/** Imports in another process, which dies before a statement, or at none; returns how many there were, or the signal. */
function importIn(dataDir: string, path: string, at = 0) {
  const args = [program, join(dataDir, 'lab.db'), path, String(at)]
  const { signal, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return signal ?? Number(stdout)
}

test(`${title}, an import leaves nothing, and is made up for`, { timeout: minutes }, async () => {
  const { path, id } = await smallBundle(tempDir())
  const random = stream(faultSeed, 30)
  const statements = Number(importIn(tempDir(), path))
  expect(statements).toBeGreaterThan(kills)
  const dataDir = tempDir()
  for (let part = 0; part < kills; part++) {
    const [from = 0, to = 0] = [part, part + 1].map((n) => Math.floor((n * statements) / kills))
    expect(importIn(dataDir, path, uniformInt(random, from + 1, to))).toBe('SIGKILL')
    const db = openDatabase(join(dataDir, 'lab.db'))
    const tables = ['run', 'metric', 'epoch', 'checkpoint', 'stint', 'log', 'evaluation', 'drawing']
    for (const table of tables)
      expect(db.prepare(`SELECT count(*) AS rows FROM ${table}`).get(), table).toEqual({ rows: 0 })
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
  }
  const core = tempCore({ dataDir, worksQueue: false })
  expect((await core.importBundle(path, true, never)).runs).toMatchObject([{ id, isNew: true }])
})

/** Kills each process that writes a bundle once its file has come to that many bytes. */
function killedAt(folder: string, bytes: () => number): Fork {
  const forked = forkNode(built)
  return <S, R>(...started: Parameters<Fork>) => {
    const port = forked<S, R>(...started)
    if (started[0] !== 'bundler') return port
    const look = () => {
      const [partial] = readdirSync(folder).filter((name) => name.startsWith('.partial-'))
      const size = partial === undefined ? -1 : sizeOf(join(folder, partial))
      if (size >= bytes()) port.kill()
      else if (!hasEnded) setImmediate(look)
    }
    let hasEnded = false
    port.onExit(() => {
      hasEnded = true
    })
    setImmediate(look)
    return port
  }
}

/** -1 where it has just gone. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch {
    return -1
  }
}

test(
  `${title}, an export leaves the older file or the new one, whole, and nothing else`,
  { timeout: minutes },
  async () => {
    const made = tempDir()
    const { id, path } = await smallBundle(made)
    const dir = tempDir()
    const target = join(dir, 'run.digitlab')
    let bytes = 0
    const core = tempCore({
      dataDir: join(made, 'lab'),
      worksQueue: false,
      fork: killedAt(dir, () => bytes),
    })
    const random = stream(faultSeed, 31)
    const whole = statSync(path).size
    let old = 0
    for (let kill = 0; kill < kills; kill++) {
      bytes = uniformInt(random, 0, whole)
      writeFileSync(target, 'an older file')
      const why = await core
        .bundleTo({ ids: [id], drawings: true }, { path: target, replaces: true }, never)
        .then(
          () => null,
          (error: unknown) => String(error),
        )
      expect(readdirSync(dir)).toEqual(['run.digitlab'])
      if (why === null) expect(inspectBundle(target).runs).toHaveLength(1)
      else {
        old++
        expect(why).toMatch(/The process that handles bundles ended early: signal SIGKILL/)
        expect(readFileSync(target, 'utf8')).toBe('an older file')
      }
    }
    // A kill may come too late, but not each of them.
    expect(old).toBeGreaterThan(0)
  },
)
