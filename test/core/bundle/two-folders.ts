import { join } from 'node:path'
import type { RunId } from '../../../electron/contract/entities.ts'
import type { Core } from '../../../electron/core/core.ts'
import { tempDir } from '../../temp-dir.ts'
import { tempCore } from '../temp-core.ts'

export const never = new AbortController().signal

export const coreOn = (dataDir: string): Core => tempCore({ dataDir, worksQueue: false })

/** Runs in a new file. */
export async function bundleOf(
  core: Core,
  ids: readonly RunId[],
  drawings = false,
): Promise<string> {
  const path = join(tempDir(), 'runs.digitlab')
  await core.bundleTo({ ids: [...ids], drawings }, { path, replaces: false }, never)
  return path
}
