import type { Benchmark, Line, Session } from '../benchmark.ts'
import type { MemoryInput, MemorySample, MemoryUse } from '../programs/memory.ts'
import type { TensorCounts, TensorsInput } from '../programs/tensors.ts'
import { runOurs } from '../run-program.ts'
import { slopeOf } from '../slope.ts'

/** 20,400 steps. */
const epochs = 34
const leakSteps = 3000
const stepsAnEpoch = 600
const perSteps = 10_000

/**
 * Bytes that memory grows in 10,000 steps: the slope of the least that each epoch has, since what JavaScript has not
 * collected yet comes and goes.
 */
export function growthOf(samples: readonly MemorySample[]): number {
  const leastOf = new Map<number, number>()
  for (const { step, bytes } of samples) {
    const epoch = Math.ceil(step / stepsAnEpoch)
    leastOf.set(epoch, Math.min(leastOf.get(epoch) ?? Infinity, bytes))
  }
  const epochs = Array.from(leastOf, ([epoch, bytes]) => ({ x: epoch, y: bytes }))
  return (slopeOf(epochs) * perSteps) / stepsAnEpoch
}

async function residentLines({ threads, say }: Session): Promise<readonly Line[]> {
  const held = { what: "trainer's resident memory, at its most", unit: 'MB', most: 550 } as const
  const growth = { what: 'its growth in 10,000 steps', unit: 'MB', most: 1 } as const
  if (process.platform !== 'linux') {
    const outcome = {
      kind: 'unavailable',
      reason: 'it is read from /proc, which is there on Linux',
    } as const
    return [held, growth].map((line) => ({ ...line, outcome }))
  }
  say(`training ${String(stepsAnEpoch * epochs)} steps`)
  const input: MemoryInput = { epochs, threads }
  const { samples, mostBytes } = await runOurs<MemoryUse>('memory.ts', input)
  const lastHalf = samples.filter(({ step }) => step > (stepsAnEpoch * epochs) / 2)
  const megabytes = lastHalf.map(({ bytes }) => bytes / 1e6)
  const [least, most] = [Math.min(...megabytes), Math.max(...megabytes)]
  const from = `${least.toFixed(0)} to ${most.toFixed(0)} MB in the last ${String(epochs / 2)} epochs`
  return [
    {
      ...held,
      outcome: { kind: 'measured', value: mostBytes / 1e6, from: 'the reference, native' },
    },
    { ...growth, outcome: { kind: 'measured', value: growthOf(lastHalf) / 1e6, from } },
  ]
}

async function tensorLines({ threads, say }: Session): Promise<readonly Line[]> {
  say(`counting tensors over ${String(leakSteps)} steps`)
  const input: TensorsInput = { steps: leakSteps, threads }
  const counts = await runOurs<TensorCounts>('tensors.ts', input)
  const line = (what: string, before: number, after: number): Line => ({
    what,
    unit: 'tensors',
    most: 0,
    outcome: {
      kind: 'measured',
      value: after - before,
      from: `${String(before)} before, ${String(after)} after`,
    },
  })
  return [
    line(`left over by ${String(leakSteps)} steps`, counts.beforeSteps, counts.afterSteps),
    line('left over by a whole training', counts.atStart, counts.afterDispose),
  ]
}

/** Whether a long training holds no more than a short one. */
export const memory: Benchmark = {
  name: 'memory',
  about: "the trainer's memory over 20,000 steps, and the tensors it leaves",
  seconds: () => 65,
  measure: async (session) => [...(await residentLines(session)), ...(await tensorLines(session))],
}
