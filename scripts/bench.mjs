/** Measures training side by side with a bare loop and PyTorch: `npm run bench [-- rounds epochs threads]`. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { nodePath, root } from './place.mjs'
import { ensureReady } from './set-up.mjs'

if (await ensureReady()) {
  const bench = join(root, 'bench', 'rounds.ts')
  const { status } = spawnSync(nodePath(), [bench, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exitCode = status ?? 1
}
