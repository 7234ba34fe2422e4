import { createHash } from 'node:crypto'
import { lstat, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import { readSmallFile, unreadable } from '../open-file.ts'
import { most, refuse } from '../read-plain.ts'

/** More than the largest model takes in any format: its parameters, and what is said of them. */
const mostFileBytes = 4 * most.parameters + 8_000_000

/** A file or folder that a model may be in; none of it is believed yet. */
export type ModelPlace =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly sha256: string }
  | {
      readonly kind: 'folder'
      readonly names: readonly string[]
      /** A plain file of the folder; a link might lead out of it. */
      readonly read: (name: string, atMost: number) => Promise<Uint8Array>
    }

/** What lies at a path that its owner chose. */
export async function placeAt(path: string): Promise<ModelPlace> {
  const isFolder = await stat(path).then(
    (facts) => facts.isDirectory(),
    (error: unknown) => {
      throw unreadable(path, error)
    },
  )
  if (!isFolder) return { kind: 'file', ...(await readSmallFile(path, mostFileBytes)) }
  const names = await readdir(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  return { kind: 'folder', names, read: (name, atMost) => readInside(path, name, atMost) }
}

export function placeOfBytes(bytes: Uint8Array): ModelPlace {
  if (bytes.length > mostFileBytes)
    refuse('bytes of the file', `at most ${String(mostFileBytes)}`, bytes.length)
  return { kind: 'file', bytes, sha256: sha256Of([bytes]) }
}

export function sha256Of(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

async function readInside(folder: string, name: string, mostBytes: number): Promise<Uint8Array> {
  const file = join(folder, name)
  const facts = await lstat(file).catch(() => null)
  if (!facts?.isFile())
    throw new AppError('unreadable', `${name} is missing from the folder or not a plain file`)
  if (facts.size > mostBytes) refuse(`bytes of ${name}`, `at most ${String(mostBytes)}`, facts.size)
  return readFile(file)
}
