import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, extname, join, resolve } from 'node:path'
import { AppError } from '../contract/errors.ts'
import { isZipPath, type ModelFiles, type Streamed, type Written } from './model-files.ts'
import { zipped } from './zip.ts'

export interface WriteNewOptions {
  /** Becomes part of temporary names, so that what a dead process has left can be told from what a living one writes. */
  readonly owner?: string
  /** Lets a file lie there already, which is whole until the new one takes its place. */
  readonly replaces?: boolean
}

/**
 * Writes a new file; several files as a new folder, or as a zip file where the path ends in `.zip`. All is complete, on
 * the disk and found good by `check` under a temporary name with the same ending beside the path before it gets its own;
 * nothing is left otherwise.
 */
export async function writeNew<T>(
  path: string,
  written: Written | Streamed,
  check: (temporary: string) => Promise<T>,
  { owner = '', replaces = false }: WriteNewOptions = {},
): Promise<T> {
  const target = resolve(path)
  const placed = inPlace(target, written)
  await mustBeFree(target, placed, replaces)
  // A name of its own: nobody else's file, and no other export's, may be in the way.
  const ending = placed.kind === 'files' ? '' : extname(target)
  const name = `.partial-${randomUUID()}~${encodeURIComponent(owner)}${ending}`
  const temporary = join(dirname(target), name)
  try {
    await writeTo(temporary, placed)
    const found = await check(temporary)
    await mustBeFree(target, placed, replaces)
    if (placed.kind === 'files') await removeEmpty(target)
    await rename(temporary, target)
    await syncFolder(dirname(target))
    return found
  } catch (error) {
    throw error instanceof AppError ? error : unwritable(target, error)
  } finally {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
  }
}

/** As it is to lie there: what is several files still is to be a folder. */
const inPlace = (target: string, written: Written | Streamed): Written | Streamed =>
  written.kind === 'files' && isZipPath(target)
    ? { kind: 'file', bytes: zipped(written.files) }
    : written

/** Nothing may lie there but an empty folder where a folder is to be, or a file that is to be replaced. */
async function mustBeFree(
  target: string,
  { kind }: Written | Streamed,
  replaces: boolean,
): Promise<void> {
  const facts = await stat(target).catch(() => null)
  if (!facts) return
  if (kind !== 'files' && facts.isFile() && replaces) return
  const isEmptyFolder =
    kind === 'files' && facts.isDirectory() && (await readdir(target)).length === 0
  if (isEmptyFolder) return
  const why = replaces ? 'already exists and is no file that can be replaced' : 'already exists'
  throw new AppError('unwritable', `${target} ${why}; choose a path that does not`)
}

function writeTo(temporary: string, placed: Written | Streamed): Promise<void> {
  switch (placed.kind) {
    case 'file':
      return writeSynced(temporary, placed.bytes)
    case 'files':
      return writeFolder(temporary, placed.files)
    case 'streamed':
      return placed.writeTo(temporary)
  }
}

async function writeFolder(folder: string, files: ModelFiles): Promise<void> {
  await mkdir(folder)
  for (const [name, bytes] of Object.entries(files)) await writeSynced(join(folder, name), bytes)
  await syncFolder(folder)
}

const writeSynced = (file: string, bytes: Uint8Array): Promise<void> =>
  writeFile(file, bytes, { flag: 'wx', flush: true })

/** So that the names themselves survive a power cut; Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((error: unknown) => {
    if (!isCode(error, 'ENOENT')) throw error
  })
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
  ENOTEMPTY: 'something else was written there',
  EEXIST: 'something else was written there',
}

function unwritable(target: string, error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error))
  return new AppError('unwritable', `Cannot write ${target}: ${reason}`, { cause: error })
}
