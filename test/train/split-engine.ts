import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { loadEngine, type LoadedEngine } from '../../electron/train/engine.ts'
import { tempDir } from '../temp-dir.ts'

/** The entry of the thread of a part. */
export const partEntry = join(
  import.meta.dirname,
  '..',
  '..',
  'electron',
  'train',
  'split',
  'part.ts',
)

/** The native engine with its networks in so many parts, until the test is over. */
export async function splitEngine(parts: number): Promise<LoadedEngine> {
  const engine = await loadEngine('native', null, {
    parts,
    copies: join(tempDir(), 'engine'),
    entry: partEntry,
  })
  onTestFinished(engine.close)
  return engine
}
