import type { CompareRuns, Comparison } from '../../../electron/contract/comparison.ts'
import type { RunDetail } from '../../../electron/contract/entities.ts'
import { AppError } from '../../../electron/contract/errors.ts'
import {
  compareRuns,
  type ComparingOptions,
} from '../../../electron/core/comparison/compare-runs.ts'
import { aRun, type Given } from '../../renderer/a-run.ts'

/** A run that has reached a test accuracy, in percent. */
export function reached(percent: number, given: Given = {}): RunDetail {
  const score = { loss: 0.1, error: 1 - percent / 100 }
  const epoch = { step: 3000, seconds: 4, imagesPerSecond: 15_000, validation: null }
  const scores = { running: score, train: score, test: score }
  return {
    ...aRun({ final: { train: score, test: score }, ...given }),
    epochs: [1, 2].map((number) => ({ epoch: number, ...epoch, ...scores })),
    checkpoints: [],
    stints: [],
    findings: [],
  }
}

/** Repeats of one configuration, seed 1 and on; ids are the letter and the seed. */
export const repeats = (
  letter: string,
  percents: readonly number[],
  given: Given = {},
): readonly RunDetail[] =>
  percents.map((percent, place) =>
    reached(percent, {
      ...given,
      id: `${letter}${String(place + 1)}`,
      config: { ...given.config, seed: place + 1 },
    }),
  )

/** Nobody's answers are there any more. */
const noAnswers: ComparingOptions['find'] = ({ id }) =>
  Promise.reject(new AppError('not-found', `Run ${id} has no checkpoint`))

/** Compares made-up runs, of which only the scores are known unless `find` has more. */
export const compared = (
  runs: readonly RunDetail[],
  choice: Partial<CompareRuns> = {},
  options: Partial<ComparingOptions> = {},
): Promise<Comparison> =>
  compareRuns(
    { runs: runs.map(({ id }) => ({ id })), ...choice },
    {
      find: noAnswers,
      testImages: () => 10_000,
      detail: (id) => {
        const found = runs.find((run) => run.id === id)
        if (!found) throw new Error(`No made-up run ${id}`)
        return found
      },
      ...options,
    },
  )
