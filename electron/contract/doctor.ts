import type { Engine } from './training.ts'

export interface DatasetReport {
  readonly id: string
  readonly name: string
  readonly train: number
  readonly test: number
  readonly files: readonly {
    readonly file: string
    readonly sha256: string | null
    readonly ok: boolean
  }[]
}

/** What the machine has, and what to do about what it lacks. */
export interface Doctor {
  readonly version: string
  readonly engine: Engine | null
  /** Why faster engines were passed over, a line each. */
  readonly fallbacks: readonly string[]
  readonly node: string
  readonly sqlite: { readonly version: string; readonly journalMode: string }
  readonly dataDir: string
  readonly datasets: readonly DatasetReport[]
  readonly electron: { readonly version: string | null; readonly binary: boolean }
  readonly problems: readonly { readonly what: string; readonly todo: string }[]
}
