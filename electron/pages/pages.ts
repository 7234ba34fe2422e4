import { getMimeType } from 'hono/utils/mime'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { AppError } from '../contract/errors.ts'

export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Media type. */
  readonly type: string
}

/** The file behind the path of an address, still percent-encoded; undefined where there is none. */
export type Pages = (pathname: string) => PageFile | undefined

/**
 * The built pages of a folder. They are read once and found by name alone, so no address, however it
 * is written, leads to any other file.
 */
export function readPages(dir: string): Pages {
  const files = new Map(filesIn(dir).map((file) => [addressOf(dir, file), read(file)]))
  return (pathname) => {
    const path = decoded(pathname)
    return files.get(path === '/' ? '/index.html' : path)
  }
}

function filesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch (cause) {
    throw new AppError('missing-data', `No built pages in ${dir}: run npm run build`, { cause })
  }
}

const addressOf = (dir: string, file: string) => `/${relative(dir, file).split(sep).join('/')}`

const read = (file: string): PageFile => ({
  bytes: Uint8Array.from(readFileSync(file)),
  type: getMimeType(file) ?? 'application/octet-stream',
})

/** Once, since a name that is still encoded after that belongs to no file of ours. */
function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return ''
  }
}
