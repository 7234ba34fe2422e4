import type { Run } from '../../electron/contract/entities.ts'

/** Further seeds that one press adds: with the run itself they are five. */
export const moreSeeds = 4

/** A run with its repeats in the order in which they were made; alone where it has none. */
export const seedsOf = (runs: readonly Run[], run: Run): readonly Run[] =>
  run.group?.kind === 'repeat'
    ? runs
        .filter(({ group }) => group?.id === run.group?.id)
        .toSorted((a, b) => (a.group?.trial ?? 0) - (b.group?.trial ?? 0))
    : [run]
