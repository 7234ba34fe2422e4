/** The numbers of threads that are measured: one, and all. */
export const threadCounts = (all: number): readonly number[] => (all === 1 ? [1] : [1, all])

export const threadsInWords = (threads: number): string =>
  threads === 1 ? '1 thread' : `${String(threads)} threads`
