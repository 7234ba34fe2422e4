import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadEngine, type LoadedEngine } from '../electron/train/engine.ts'
import type { NetworkSize } from '../electron/train/network.ts'
import { bestParts } from '../electron/train/split/units.ts'

const entry = join(import.meta.dirname, '..', 'electron', 'train', 'split', 'part.ts')

/** The native engine as a run of that network has it on so many threads. */
export async function engineFor(network: NetworkSize, threads: number): Promise<LoadedEngine> {
  const parts = bestParts(network, threads)
  if (parts === 1) return loadEngine('native', threads)
  const folder = mkdtempSync(join(tmpdir(), 'digit-lab-engine-'))
  const engine = await loadEngine('native', parts, { parts, copies: join(folder, 'copies'), entry })
  return {
    ...engine,
    close: async () => {
      await engine.close()
      rmSync(folder, { recursive: true })
    },
  }
}
