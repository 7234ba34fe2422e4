/** Measures what is promised of speed and memory: `npm run bench`, with `-- --help` for what can be named. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { nodePath, root } from './place.mjs'
import { ensureReady } from './set-up.mjs'

if (await ensureReady()) {
  const args = [join(root, 'bench', 'bench.ts'), ...process.argv.slice(2)]
  process.exitCode = spawnSync(nodePath(), args, { stdio: 'inherit' }).status ?? 1
}
