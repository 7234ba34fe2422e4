import type { Entry } from './messages.ts'

/** Without V8's middle compiler, which in Node 24 now and then lets objects share one number (docs/decisions.md). */
export const soundCompiler = '--no-maglev'

/**
 * Flags of Node for child processes: a trainer collects its garbage itself, see Surroundings.collect. What it makes at
 * each step lies outside the JavaScript heap and is given back soon where the young generation is small: 10 MB less at
 * the most, in the same time.
 */
const forTraining = ['--expose-gc', '--max-semi-space-size=1'] as const

/** For files that anybody made: what they claim beyond it ends the process, and nothing else. */
const forReading = ['--max-old-space-size=256'] as const

/** Flags of Node for an entry. */
export const nodeFlagsOf = (entry: Entry): string[] =>
  entry === 'reader' ? [soundCompiler, ...forReading] : [soundCompiler, ...forTraining]
