/** Measures training side by side with a bare loop and PyTorch, and augmentation: `npm run bench [-- rounds epochs threads]`. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { nodePath, root } from './place.mjs'
import { ensureReady } from './set-up.mjs'

const programs = ['rounds.ts', 'augmentation.ts']

if (await ensureReady()) {
  const results = programs.map((program) => {
    const file = join(root, 'bench', program)
    return spawnSync(nodePath(), [file, ...process.argv.slice(2)], { stdio: 'inherit' }).status
  })
  process.exitCode = results.every((status) => status === 0) ? 0 : 1
}
