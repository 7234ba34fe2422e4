import type { Benchmark, Line, Session } from '../benchmark.ts'
import type { LabSize } from '../lab-of-runs.ts'
import type { ManyRunsInput, ManyRunsTimes } from '../programs/many-runs.ts'
import type { WritePointsInput, WritePointsTimes } from '../programs/write-points.ts'
import { runOurs } from '../run-program.ts'
import { windowOfManyRuns } from './window-of-many-runs.ts'

/** 5 million points and 10,000 checkpoints; and as many runs as anybody will have. */
const sizes: readonly LabSize[] = [
  { runs: 1000, points: 5000, epochs: 10, checkpoints: 10, bytesACheckpoint: 20_000, seed: 1 },
  { runs: 10_000, points: 50, epochs: 5, checkpoints: 2, bytesACheckpoint: 10_000, seed: 1 },
]
const compared = 50
const deleted = 1000

/** What is measured of a data folder, in the words of a table, with the most it may take. */
const measures: readonly [keyof ManyRunsTimes, string, number | null][] = [
  ['start', 'start to the list', 1000],
  ['search', 'a search', 100],
  ['show', 'open a run', 200],
  ['compare', `curves of ${String(compared)} runs`, 500],
  ['bin', `${String(deleted)} runs to the bin`, null],
  ['restore', `${String(deleted)} runs back`, null],
  ['purgeOne', 'a run purged', null],
  ['purgeOneBlocked', 'others blocked meanwhile', 50],
  ['purge', `${String(deleted - 1)} runs purged`, null],
]

async function linesOf(size: LabSize, { say }: Session): Promise<readonly Line[]> {
  const words = `${size.runs.toLocaleString('en')} runs`
  say(`${words} of ${String(size.points)} points`)
  const input: ManyRunsInput = { ...size, compared, deleted }
  const times = await runOurs<ManyRunsTimes>('many-runs.ts', input)
  const points = `${(size.runs * size.points).toLocaleString('en')} points`
  return measures.map(([key, what, most]) => ({
    what: `${what}, of ${words}`,
    unit: 'ms',
    most,
    outcome: { kind: 'measured', value: times[key], from: points },
  }))
}

const points = 100_000
const batches = [1000, 10_000] as const

async function writeLines({ say }: Session): Promise<readonly Line[]> {
  say(`writing ${String(points)} points`)
  const input: WritePointsInput = { points, batches }
  const seconds = await runOurs<WritePointsTimes>('write-points.ts', input)
  return batches.map((batch, index) => {
    const value = seconds[index] ?? NaN
    const from = `${Math.round(points / value).toLocaleString('en')} points a second`
    return {
      what: `100,000 points kept in batches of ${batch.toLocaleString('en')}`,
      unit: 's',
      most: 1,
      outcome: { kind: 'measured', value, from },
    }
  })
}

/** Whether a data folder with years of runs in it answers at once. */
export const manyRuns: Benchmark = {
  name: 'runs',
  about: 'core and window with 5 million points and with 10,000 runs: list, curves, bin, purge',
  seconds: () => 180,
  measure: async (session) => {
    const lines: Line[] = []
    for (const size of sizes) {
      lines.push(...(await linesOf(size, session)))
      lines.push(...(await windowOfManyRuns(size, session)))
    }
    return [...lines, ...(await writeLines(session))]
  },
}
