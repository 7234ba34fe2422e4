import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../contract/errors.ts'

/** How programs of the same user find the running server and get in. */
export interface ServerFile {
  readonly port: number
  readonly pid: number
  readonly token: string
}

/** Readable by its owner alone. Returns the function that takes the file away again. */
export function writeServerFile(dataDir: string, content: ServerFile): () => void {
  const file = join(dataDir, 'server.json')
  const text = JSON.stringify(content)
  const unfinished = `${file}.${String(content.pid)}`
  try {
    rmSync(unfinished, { force: true })
    writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx' })
    renameSync(unfinished, file)
  } catch (cause) {
    throw new AppError('unwritable', `Cannot write ${file}`, { cause })
  }
  return () => {
    if (readText(file) === text) rmSync(file, { force: true })
  }
}

/** Empty when it is gone; a server that was started later has put its own in place. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
