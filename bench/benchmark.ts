/** A ratio has no unit. */
export type Unit = 'ratio' | 's' | 'ms' | 'MB' | 'tensors'

export type Outcome =
  /** `from` says what the value was made of. */
  | { readonly kind: 'measured'; readonly value: number; readonly from: string }
  /** This machine lacks what it takes. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }

/** One thing that was measured, beside the most that it may be. */
export interface Line {
  readonly what: string
  readonly unit: Unit
  /** Null where the value is for information. */
  readonly most: number | null
  readonly outcome: Outcome
}

/** What a call of the program asks for. */
export interface Session {
  /** How often programs that are compared take turns. */
  readonly rounds: number
  /** As many as `all threads` means. */
  readonly threads: number
  /** Tells what is being done. */
  readonly say: (doing: string) => void
}

export interface Benchmark {
  /** As the command line calls it. */
  readonly name: string
  readonly about: string
  /** How long it takes on a quiet machine of two cores. */
  readonly seconds: (session: Session) => number
  readonly measure: (session: Session) => Promise<readonly Line[]>
}
