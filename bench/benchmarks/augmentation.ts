import type { Benchmark } from '../benchmark.ts'
import { builtInPresets } from '../../electron/core/presets.ts'
import { leastOf, product } from '../epoch-programs.ts'
import { threadsInWords } from '../thread-counts.ts'
import { inTurns } from '../turns.ts'
import { ratioLine } from '../verdict.ts'

const epochs = 3
const most = 1.25

const robust = builtInPresets.find(({ name }) => name === 'robust')?.config
const unchanging = { affine: 0, styles: 0 }

/** What changing the images costs the preset that was made for it. */
export const augmentation: Benchmark = {
  name: 'augmentation',
  about: 'an epoch of the robust preset against one without its changes of the images',
  seconds: ({ rounds }) => rounds * 16,
  measure: async ({ rounds, threads, say }) => {
    if (robust === undefined) throw new Error('There is no preset robust')
    const augmented = product('augmented', { epochs, threads }, robust)
    const plain = product('plain', { epochs, threads }, { ...robust, ...unchanging })
    const results = await inTurns([plain, augmented], rounds, say)
    return [
      ratioLine(
        `augmented / plain epoch of robust, ${threadsInWords(threads)}`,
        leastOf(augmented, results, 'steps'),
        leastOf(plain, results, 'steps'),
        most,
      ),
    ]
  },
}
