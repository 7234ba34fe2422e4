import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { AppError } from '../../electron/contract/errors.ts'
import { tempCore } from '../core/temp-core.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'
import { fileOf } from '../fixtures/model-files.ts'
import { tempDir } from '../temp-dir.ts'

export const text = (value: string): Uint8Array => new TextEncoder().encode(value)
export const json = (value: unknown): Uint8Array => text(JSON.stringify(value))

/** The model that hostile files are changed from. */
export const trained = madeUpModel([12])

/** As a model file describes a layer. */
export interface Layer {
  class_name: string
  config: Record<string, unknown>
}

/** An element that is there. */
export function nth<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new Error(`There is no element ${String(index)}`)
  return found
}

/** What is wrong with a file, its bytes, and what must be said of it. */
export type Hostile = readonly [string, () => Uint8Array | Promise<Uint8Array>, RegExp]

/** Why a file was refused; whatever is no refusal fails the test. */
export const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'taken',
    (error: unknown) => {
      if (error instanceof AppError && error.code === 'unreadable') return error.message
      throw error
    },
  )

/** A test for each file: it is neither imported nor inspected, and nothing is left of it. */
export function refusesEach(hostile: readonly Hostile[]): void {
  test.each(hostile)('%s', async (_, make, reason) => {
    const dataDir = tempDir()
    const core = tempCore({ dataDir, worksQueue: false })
    const file = fileOf(await make(), 'hostile')
    await core.ask('runs.list', {})
    const before = readdirSync(dataDir, { recursive: true }).sort()
    expect(await refusal(core.importFrom(file, { again: false }))).toMatch(reason)
    expect(await refusal(core.inspect(file))).toMatch(reason)
    expect(await core.ask('runs.list', {})).toEqual([])
    expect(readdirSync(dataDir, { recursive: true }).sort()).toEqual(before)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
}
