import type { Line, Session } from '../benchmark.ts'
import type { LabSize } from '../lab-of-runs.ts'
import type {
  ManyRunsWindowInput,
  ManyRunsWindowTimes,
  Timed,
} from '../programs/window-of-many-runs.ts'
import { runOurs } from '../run-program.ts'

const overlaid = 50
const rounds = 3

/** Of the window's own work, which is the same however busy the machine is. */
const worked = (...parts: readonly Timed[]) =>
  `its main thread worked ${parts.reduce((sum, { workedMs }) => sum + workedMs, 0).toFixed(0)} ms`

function linesOf(times: ManyRunsWindowTimes, words: string): readonly Line[] {
  const { server, page, frame, frames, slowFrames, memory } = times
  const line = (what: string, most: number, ms: number, from: string): Line => ({
    what: `window: ${what}, ${words}`,
    unit: 'ms',
    most,
    outcome: { kind: 'measured', value: ms, from },
  })
  const parts = `${server.ms.toFixed(0)} ms for the server; ${worked(page)}`
  return [
    line('start to a list that answers', 1000, server.ms + page.ms, parts),
    line('open a run', 200, times.open.ms, worked(times.open)),
    line('filter', 100, times.filter.ms, worked(times.filter)),
    line('sort', 100, times.sort.ms, worked(times.sort)),
    line(`curves of ${String(overlaid)} runs`, 500, times.overlay.ms, worked(times.overlay)),
    line(
      'longest frame while scrolling',
      50,
      frame.ms,
      `${String(slowFrames)} of ${String(frames)} frames over 50 ms; ${worked(frame)}`,
    ),
    {
      what: `window: memory, ${words}`,
      unit: 'MB',
      most: 400,
      outcome: memory
        ? {
            kind: 'measured',
            value: memory.needed / 1e6,
            from: `${(memory.withGarbage / 1e6).toFixed(0)} MB before garbage was collected`,
          }
        : { kind: 'unavailable', reason: 'only Linux says' },
    },
  ]
}

/** What people wait for in a window on many runs. */
export async function windowOfManyRuns(size: LabSize, { say }: Session): Promise<readonly Line[]> {
  const words = `${size.runs.toLocaleString('en')} runs`
  say(`a window on ${words}`)
  const input: ManyRunsWindowInput = { ...size, overlaid, rounds }
  return linesOf(await runOurs<ManyRunsWindowTimes>('window-of-many-runs.ts', input), words)
}
