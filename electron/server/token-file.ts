import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { AppError } from '../contract/errors.ts'

/** How programs of the same user find the running server and get in. */
export interface ServerFile {
  readonly port: number
  readonly pid: number
  readonly token: string
}

export interface WrittenServerFile {
  /** Of a server that was started before on the same data folder and still runs. */
  readonly earlierPort: number | undefined
  /** Takes the file away again, or gives it back to the earlier server. */
  readonly remove: () => void
}

/** Readable by its owner alone. Of several servers on a data folder the one that was started last has the file. */
export function writeServerFile(dataDir: string, content: ServerFile): WrittenServerFile {
  const file = join(dataDir, 'server.json')
  const earlier = otherServer(readText(file), content)
  const text = JSON.stringify(content)
  putInPlace(file, text, content.pid)
  return {
    earlierPort: earlier?.port,
    remove: () => {
      if (readText(file) !== text) return
      if (earlier && isRunning(earlier.pid)) putInPlace(file, JSON.stringify(earlier), content.pid)
      else rmSync(file, { force: true })
    },
  }
}

function putInPlace(file: string, text: string, pid: number): void {
  const unfinished = `${file}.${String(pid)}`
  try {
    rmSync(unfinished, { force: true })
    writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx' })
    renameSync(unfinished, file)
  } catch (cause) {
    throw new AppError('unwritable', `Cannot write ${file}`, { cause })
  }
}

const Content = v.object({ port: v.number(), pid: v.number(), token: v.string() })

/** The server that a file tells of, if another process runs it; one on our port has gone from there. */
function otherServer(text: string, { pid, port }: ServerFile): ServerFile | undefined {
  const found = v.safeParse(v.pipe(v.string(), v.parseJson(), Content), text)
  if (!found.success) return undefined
  const other = found.output
  const isAnother = other.pid !== pid && other.port !== port
  return isAnother && isRunning(other.pid) ? other : undefined
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
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
