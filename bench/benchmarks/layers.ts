import type { Benchmark } from '../benchmark.ts'
import type { LayersInput, LayersTimes } from '../programs/layers.ts'
import { runOurs } from '../run-program.ts'
import { threadsInWords } from '../thread-counts.ts'
import { inUnit } from '../verdict.ts'

const ms = (value: number) => inUnit(value, 'ms')

/** What watching the layers of a network costs a run. */
export const layers: Benchmark = {
  name: 'layers',
  about: 'an epoch with its reports on the layers against one without',
  seconds: ({ rounds }) => 5 + rounds * 3,
  measure: async ({ rounds, threads, say }) => {
    say('each part of an epoch by itself')
    const input: LayersInput = { rounds, threads }
    const { epoch, watching, histograms } = await runOurs<LayersTimes>('layers.ts', input)
    return [
      {
        what: `epoch with reports on its layers / without, ${threadsInWords(threads)}`,
        unit: 'ratio',
        most: 1.02,
        outcome: {
          kind: 'measured',
          value: (epoch + watching + histograms) / epoch,
          from: `epoch ${ms(epoch)}, watching ${ms(watching)}, histograms ${ms(histograms)}`,
        },
      },
    ]
  },
}
