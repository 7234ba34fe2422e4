/** The sentence that people read about a failure. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
