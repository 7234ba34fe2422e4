import { referenceConfig } from '../../electron/contract/train-config.ts'
import type { Core } from '../../electron/core/core.ts'
import { inNewLab } from './new-lab.ts'

/** What this program is asked for: so many one-epoch runs of the reference, as a sweep or one after the other with all threads. */
export interface SweepInput {
  readonly runs: number
  readonly isSweep: boolean
}

const { runs, isSweep } = JSON.parse(process.argv[2] ?? '') as SweepInput
const config = { ...referenceConfig, epochs: 1 }
const seeds = Array.from({ length: runs }, (_, index) => index + 1)
const never = new AbortController().signal

async function oneByOne(core: Core): Promise<void> {
  for (const seed of seeds) {
    const { status } = await core.train({ config: { ...config, seed }, note: '' }, never)
    if (status !== 'completed') throw new Error(`A run that was to be completed is ${status}`)
  }
}

async function asSweep(core: Core): Promise<void> {
  const axes = [{ kind: 'values' as const, setting: 'seed' as const, values: seeds }]
  const { id } = await core.ask('sweeps.start', { config, axes })
  const { counts } = await core.sweep(id, never)
  if (counts.completed !== runs) throw new Error('A run of the sweep was not completed')
}

/** Seconds from the first request until the last run has ended. */
const seconds = await inNewLab(
  async (core): Promise<number> => {
    const beganMs = performance.now()
    await (isSweep ? asSweep(core) : oneByOne(core))
    return (performance.now() - beganMs) / 1000
  },
  { worksQueue: false },
)
console.log(JSON.stringify(seconds))
