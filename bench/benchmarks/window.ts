import type { Benchmark, Line } from '../benchmark.ts'
import type { Visit, WindowInput } from '../programs/window.ts'
import { runOurs } from '../run-program.ts'
import { least } from '../turns.ts'

const secondsAPage = 3

/** What stands still: the window by a timer of 20 ms, the core by its event loop. */
type Part = 'windowMs' | 'coreMs'

/** A page with the longest lag of each visit. */
interface Page {
  readonly path: string
  readonly lags: readonly number[]
}

/**
 * What a page does itself shows at every visit, what else the machine does at some: of a page's visits the one with the
 * shortest lag counts, and of the pages the one where that is longest.
 */
export function blockedLine(what: string, visits: readonly Visit[], part: Part): Line {
  const pages = [...new Set(visits.map(({ page }) => page))].map((path): Page => {
    const here = visits.filter(({ page }) => page === path)
    return { path, lags: here.map((visit) => visit[part]) }
  })
  const [worst = { path: 'no page', lags: [] }] = pages.toSorted(
    (a, b) => least(b.lags) - least(a.lags),
  )
  const longest = Math.max(...visits.map((visit) => visit[part]))
  return {
    what,
    unit: 'ms',
    most: 50,
    outcome: {
      kind: 'measured',
      value: least(worst.lags),
      from: `on ${worst.path}, ${String(worst.lags.length)} visits; ${longest.toFixed(0)} ms at the very longest`,
    },
  }
}

/** Whether people can work while a run trains. */
export const window: Benchmark = {
  name: 'window',
  about: 'the longest time that window and core stand still while a run trains',
  seconds: ({ rounds }) => 10 + rounds * 16,
  measure: async ({ rounds, say }) => {
    say(`every page for ${String(secondsAPage)} s, ${String(rounds)} times`)
    const input: WindowInput = { rounds, secondsAPage }
    const visits = await runOurs<readonly Visit[]>('window.ts', input)
    return [
      blockedLine('window blocked, at its longest', visits, 'windowMs'),
      blockedLine('core blocked, at its longest', visits, 'coreMs'),
    ]
  },
}
