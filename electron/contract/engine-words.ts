import type { Engine } from './training.ts'

/** An engine in one line, for terminal and log. */
export const engineInWords = ({ kind, version, threads, parts }: Engine): string =>
  [
    `${kind} ${version}`,
    `threads: ${String(threads)}`,
    ...(parts > 1 ? [`network in ${String(parts)} parts`] : []),
  ].join(', ')
