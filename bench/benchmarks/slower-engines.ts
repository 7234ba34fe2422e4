import type { EngineKind } from '../../electron/contract/training.ts'
import type { Benchmark, Line } from '../benchmark.ts'
import { leastOf, product } from '../epoch-programs.ts'
import { inTurns } from '../turns.ts'

interface Slower {
  readonly engine: EngineKind
  readonly name: string
  /** Of 100 images each. */
  readonly steps: number
  readonly most: number | null
}

const engines: readonly Slower[] = [
  { engine: 'wasm', name: 'WebAssembly', steps: 120, most: 20 },
  { engine: 'cpu', name: 'plain JavaScript', steps: 12, most: null },
]

/** A step of the reference network where there is no native TensorFlow. */
export const slowerEngines: Benchmark = {
  name: 'engines',
  about: 'a step of the reference network on WebAssembly and in plain JavaScript',
  seconds: ({ rounds }) => rounds * 13,
  measure: async ({ rounds, say }) => {
    const measured = engines.map((slower) => ({
      ...slower,
      program: product(
        slower.name,
        { epochs: 1, threads: 1 },
        { trainImages: 100 * slower.steps },
        slower.engine,
      ),
    }))
    const results = await inTurns(
      measured.map(({ program }) => program),
      rounds,
      say,
    )
    return measured.map(({ name, steps, most, program }): Line => {
      const { seconds } = leastOf(program, results, 'steps')
      return {
        what: `a step of 100 images, ${name}`,
        unit: 'ms',
        most,
        outcome: {
          kind: 'measured',
          value: (1000 * seconds) / steps,
          from: `${String(steps)} steps in ${seconds.toFixed(2)} s`,
        },
      }
    })
  },
}
