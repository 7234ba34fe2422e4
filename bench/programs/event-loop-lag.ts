import { monitorEventLoopDelay } from 'node:perf_hooks'

// Loaded before a program that was started with a channel: measures how long its event loop stood still.
/** To this module, which answers with a LagReport; `begin` forgets what was before. */
export type LagRequest = 'begin' | 'tell'

export interface LagReport {
  readonly longestLagMs: number
}

const resolutionMs = 5
const delay = monitorEventLoopDelay({ resolution: resolutionMs })
delay.enable()
process.on('message', (request: LagRequest) => {
  const report: LagReport = { longestLagMs: Math.max(0, delay.max / 1e6 - resolutionMs) }
  if (request === 'begin') delay.reset()
  process.send?.(report)
})
// The program ends when it would have ended without this.
process.channel?.unref()
