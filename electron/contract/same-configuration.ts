import type { Run } from './entities.ts'

/**
 * The same for runs that differ in their seed alone: they are repeats of each other, whether they were asked for
 * together or not. A changed rate or number of epochs is another configuration; another engine is not. What an imported run
 * was trained with is not known, so that it repeats nothing.
 */
export const configurationKey = ({
  id,
  origin,
  config,
  dataset,
  progress,
  rateChanges,
}: Run): string =>
  origin.kind === 'imported'
    ? id
    : JSON.stringify([{ ...config, seed: 0, epochs: progress.epochs }, dataset.id, rateChanges])
