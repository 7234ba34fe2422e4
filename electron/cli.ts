import { join } from 'node:path'
import { version } from '../package.json'
import { commands } from './cli/commands.ts'
import { runProgram } from './cli/program.ts'

await runProgram(process.argv.slice(2), commands, {
  version,
  source: __BUILT_FROM__,
  commandLine: ['digit-lab', ...process.argv.slice(2)],
  entriesDir: import.meta.dirname,
  pagesDir: join(import.meta.dirname, '..', 'renderer'),
})
