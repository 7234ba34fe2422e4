import type { Benchmark, Line, Session } from '../benchmark.ts'
import { bareLoop, leastOf, product } from '../epoch-programs.ts'
import { threadCounts, threadsInWords } from '../thread-counts.ts'
import { inTurns } from '../turns.ts'
import { ratioLine } from '../verdict.ts'

const epochs = 4
const most = 1.03

async function linesOf(session: Session, threads: number): Promise<readonly Line[]> {
  const inWords = threadsInWords(threads)
  const ours = product('Digit Lab', { epochs, threads })
  const bare = bareLoop({ epochs, threads })
  const results = await inTurns([bare, ours], session.rounds, (doing) => {
    session.say(`${inWords}, ${doing}`)
  })
  return (['steps', 'whole'] as const).map((part) =>
    ratioLine(
      `${part === 'steps' ? 'epoch' : 'epoch with scoring and keeping'} / bare loop, ${inWords}`,
      leastOf(ours, results, part),
      leastOf(bare, results, part),
      most,
    ),
  )
}

/** What metrics, checkpoints, events and the database cost. */
export const overhead: Benchmark = {
  name: 'overhead',
  about: 'the whole product against a bare loop on the same engine',
  seconds: ({ rounds, threads }) => rounds * 15 * threadCounts(threads).length,
  measure: async (session) => {
    const lines: Line[] = []
    for (const threads of threadCounts(session.threads))
      lines.push(...(await linesOf(session, threads)))
    return lines
  },
}
