import { readFileSync } from 'node:fs'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { forkTelling, inNewLab } from './new-lab.ts'

/** What this program is asked for. */
export interface MemoryInput {
  readonly epochs: number
  readonly threads: number
}

/** Resident memory of a trainer at a step. */
export interface MemorySample {
  readonly step: number
  readonly bytes: number
}

/** What a trainer held while it trained the reference network, and the most that it ever did. */
export interface MemoryUse {
  readonly samples: readonly MemorySample[]
  readonly mostBytes: number
}

const { epochs, threads } = JSON.parse(process.argv[2] ?? '') as MemoryInput
const sampleEveryMs = 250
const lineOf = { now: /^VmRSS:\s+(\d+) kB$/m, most: /^VmHWM:\s+(\d+) kB$/m } as const
let pid = NaN

const use = await inNewLab(
  async (core): Promise<MemoryUse> => {
    const samples: MemorySample[] = []
    let step = 0
    let mostBytes = 0
    core.on('run.metrics', ({ points }) => {
      step = points.at(-1)?.step ?? step
    })
    const look = setInterval(() => {
      const status = statusOf(pid)
      const [bytes, most] = [lineOf.now, lineOf.most].map(
        (line) => 1024 * Number(line.exec(status)?.[1]),
      )
      // A process that has just ended has no memory.
      if (bytes === undefined || most === undefined || Number.isNaN(bytes)) return
      samples.push({ step, bytes })
      mostBytes = Math.max(mostBytes, most)
    }, sampleEveryMs)
    const run = await core.train(
      { config: { ...referenceConfig, epochs }, engine: 'native', threads, note: '' },
      new AbortController().signal,
    )
    clearInterval(look)
    if (run.status !== 'completed') throw new Error(`The run is ${run.status}`)
    return { samples, mostBytes }
  },
  {
    fork: forkTelling((told) => {
      pid = told
    }),
  },
)
console.log(JSON.stringify(use))

function statusOf(process: number): string {
  try {
    return readFileSync(`/proc/${String(process)}/status`, 'utf8')
  } catch {
    return ''
  }
}
