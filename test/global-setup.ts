import { join } from 'node:path'
import { buildApplication, isApplicationBuilt } from '../scripts/application.mjs'
import { withLock } from '../scripts/lock.mjs'
import { cacheDir } from '../scripts/place.mjs'

/** Tests fork and serve the built application. Those that don't need it may run while it cannot be built. */
export async function setup(): Promise<void> {
  if (isApplicationBuilt()) return
  await withLock(join(cacheDir, 'set-up.lock'), async (alsoHeldBy) => {
    if (isApplicationBuilt()) return
    const { ok, how, output } = await buildApplication(alsoHeldBy)
    if (!ok) process.stderr.write(`The application could not be built (${how}):\n${output}\n`)
  })
}
