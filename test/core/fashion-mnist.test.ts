import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { StartRun } from '../../electron/contract/entities.ts'
import { tempCore } from './temp-core.ts'

/** Where Debian's package dataset-fashion-mnist puts it. */
const folder = '/usr/share/datasets/fashion-mnist'
const never = new AbortController().signal

test.skipIf(!existsSync(folder))(
  'Fashion-MNIST is added as it is packed and learned from (left out where dataset-fashion-mnist is not installed)',
  async () => {
    const core = tempCore({ worksQueue: false })
    const at = (name: string) => join(folder, `${name}-ubyte.gz`)
    const added = {
      id: 'fashion',
      source: {
        kind: 'idx',
        trainImages: at('train-images-idx3'),
        trainLabels: at('train-labels-idx1'),
        testImages: at('t10k-images-idx3'),
        testLabels: at('t10k-labels-idx1'),
        classes: null,
      },
    } as const
    const dataset = await core.addDataset(added, never, () => undefined)
    // Mean and deviation as they are known of it.
    expect(dataset).toMatchObject({ train: 60_000, test: 10_000, mean: 0.286, deviation: 0.353 })
    const { counts } = await core.ask('data.show', { id: 'fashion' })
    expect(new Set(counts.train)).toEqual(new Set([6000]))
    expect(new Set(counts.test)).toEqual(new Set([1000]))

    const config = { dataset: 'fashion', epochs: 1, trainImages: 20_000 }
    const run = await core.train(v.parse(StartRun, { config }), never)
    expect(run).toMatchObject({ status: 'completed', dataset: { sha256: dataset.sha256 } })
    expect(run.final?.test.error).toBeGreaterThan(0.1)
    expect(run.final?.test.error).toBeLessThan(0.25)
  },
)
