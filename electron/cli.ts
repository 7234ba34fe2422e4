import { join } from 'node:path'
import { version } from '../package.json'
import { commands } from './cli/commands.ts'
import { runProgram } from './cli/program.ts'

await runProgram(process.argv.slice(2), commands, {
  version,
  entriesDir: import.meta.dirname,
  pagesDir: join(import.meta.dirname, '..', 'renderer'),
})
