import type { Core } from '../core/core.ts'
import { EvaluatedSet } from '../contract/evaluations.ts'
import { DatasetId } from '../contract/train-config.ts'
import { checkedValue, type Given } from './arguments.ts'
import type { Context } from './command.ts'
import { EpochNumber } from './epoch-number.ts'
import { whole } from './words.ts'

const named = ['test', 'train', 'validation', 'handwriting']

/** For commands about the images that a run is evaluated on. */
export const evaluatedOptions = {
  data: {
    type: 'string',
    value: 'SET',
    help: `${named.join(', ')}, or the name of another data set for its test images (default test)`,
  },
  epoch: { type: 'string', value: 'N', help: 'weights after this epoch instead of the last ones' },
} as const

type EvaluatedGiven = Given<keyof typeof evaluatedOptions>

export function setFrom(given: EvaluatedGiven): EvaluatedSet {
  const data = given.text('data') ?? 'test'
  if (named.includes(data)) return checkedValue(EvaluatedSet, given, 'data', data)
  return `data:${checkedValue(DatasetId, given, 'data')}`
}

export const epochFrom = (given: EvaluatedGiven): number | undefined =>
  checkedValue(EpochNumber, given, 'epoch', given.number('epoch'))

const words: Readonly<Record<string, string>> = {
  test: 'test images',
  train: 'training images',
  validation: 'validation images',
  handwriting: 'drawings of my handwriting',
}

/** `10,000 test images`, `200 test images of letters`. */
export const imagesText = (images: number, set: EvaluatedSet): string =>
  `${whole(images)} ${words[set] ?? `test images of ${set.replace(/^data:/, '')}`}`

/** Does what makes the core evaluate, with a bar for what takes longer than a second. */
export async function withProgress<T>(
  core: Core,
  { print }: Pick<Context, 'print'>,
  work: () => Promise<T>,
): Promise<T> {
  const off = core.on('evaluation.progress', ({ done, of }) => {
    print.status({ text: `${whole(done)} of ${whole(of)} images`, share: done / of })
  })
  try {
    return await work()
  } finally {
    off()
    print.status(null)
  }
}
