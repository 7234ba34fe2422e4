import { join } from 'node:path'
import type { Input } from '../../electron/contract/calls.ts'
import type { Log } from '../../electron/core/core.ts'

/** Where the build puts the entries that run as processes of their own. */
export const built = join(import.meta.dirname, '..', '..', 'out', 'main')

export const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

/** Two short epochs on the first 2,000 images. */
export const short: Input<'runs.start'> = {
  config: { hidden: [16], trainImages: 2000, epochs: 2 },
}

/** So many epochs that it is still running whenever a test wants to do something to it. */
export const long: Input<'runs.start'> = {
  config: { hidden: [16], trainImages: 2000, epochs: 1000 },
}
