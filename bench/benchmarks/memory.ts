import type { Benchmark, Line, Session } from '../benchmark.ts'
import type { MemoryInput, MemoryUse } from '../programs/memory.ts'
import type { TensorCounts, TensorsInput } from '../programs/tensors.ts'
import { runOurs } from '../run-program.ts'
import { slopeOf } from '../slope.ts'

/** 20,400 steps. */
const epochs = 34
const leakSteps = 3000
const perSteps = 10_000

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
  say(`training ${String(600 * epochs)} steps`)
  const input: MemoryInput = { epochs, threads }
  const { samples, mostBytes } = await runOurs<MemoryUse>('memory.ts', input)
  const lastHalf = samples.filter(({ step }) => step > 300 * epochs)
  const slope = slopeOf(lastHalf.map(({ step, bytes }) => ({ x: step / perSteps, y: bytes / 1e6 })))
  const steps = `steps ${String(lastHalf[0]?.step)} to ${String(lastHalf.at(-1)?.step)}`
  const from = `${String(lastHalf.length)} samples, ${steps}`
  return [
    {
      ...held,
      outcome: { kind: 'measured', value: mostBytes / 1e6, from: 'the reference, native' },
    },
    { ...growth, outcome: { kind: 'measured', value: slope, from } },
  ]
}

async function tensorLines({ say }: Session): Promise<readonly Line[]> {
  say(`counting tensors over ${String(leakSteps)} steps`)
  const input: TensorsInput = { steps: leakSteps }
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
