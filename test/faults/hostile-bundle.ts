import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect } from 'vitest'
import type { RunId } from '../../electron/contract/entities.ts'
import { AppError } from '../../electron/contract/errors.ts'
import { importBundle } from '../../electron/core/bundle/import-bundle.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { folderOfFile } from '../cli/digit-lab.ts'
import { contentsOf, sha256, smallBundle, type BundleContents } from '../fixtures/bundles.ts'
import { tempDir } from '../temp-dir.ts'

/** A sound bundle of one run. */
export interface Sound {
  readonly id: RunId
  readonly bytes: Buffer
  readonly contents: BundleContents
}

/** Makes one before the tests of a file. */
export function soundBundle(): () => Sound {
  const folder = folderOfFile()
  let made: Sound | undefined
  beforeAll(async () => {
    const { path, id } = await smallBundle(folder)
    made = { id, bytes: readFileSync(path), contents: contentsOf(path) }
  })
  return () => {
    if (!made) throw new Error('Not made yet')
    return made
  }
}

/** It must be refused for that reason, and the database be as it was. */
export function expectRefused(path: string, why: RegExp): void {
  const db = openDatabase(join(tempDir(), 'lab.db'))
  const state = () => sha256(db.serialize())
  const before = state()
  let message = 'imported'
  try {
    importBundle(db, { path, drawings: true }, { now: Date.now, random: () => 0.5 })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unreadable') throw error
    message = error.message
  }
  expect(message).toMatch(why)
  expect(message).toMatch(/^[^\n]{1,600}$/)
  expect(state()).toBe(before)
  expect(({} as { readonly polluted?: unknown }).polluted).toBeUndefined()
  db.close()
}
