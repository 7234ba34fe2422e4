import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { AppError } from '../contract/errors.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'part of its path is not a folder',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ERR_INVALID_ARG_VALUE: 'its name is not valid',
}

/** Says which file or folder cannot be read and why. */
export function unreadable(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  return new AppError('unreadable', `Cannot read ${path}: ${reasons[code] ?? message}`, {
    cause: error,
  })
}

type Facts = Awaited<ReturnType<typeof stat>>

function refuseUnlessFile(path: string, facts: Facts): void {
  if (facts.isFile()) return
  const found = facts.isDirectory() ? 'a folder' : facts.isFIFO() ? 'a pipe' : 'a device'
  throw new AppError('unreadable', `${path}: must be a file, found ${found}`)
}

/** Opens a file of data for reading; a pipe or device, which might never answer, is refused without being waited for. */
export async function openFile(path: string): Promise<{ handle: FileHandle; size: number }> {
  let handle: FileHandle | undefined
  try {
    refuseUnlessFile(path, await stat(path))
    // Something else may lie there by now. Windows knows no such flag.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK || 0))
    const facts = await handle.stat()
    refuseUnlessFile(path, facts)
    return { handle, size: facts.size }
  } catch (error) {
    await handle?.close()
    throw unreadable(path, error)
  }
}

/** The whole of a small file, and the SHA-256 of its bytes. */
export async function readSmallFile(
  path: string,
  mostBytes: number,
): Promise<{ bytes: Buffer; sha256: string }> {
  const { handle, size } = await openFile(path)
  try {
    if (size > mostBytes)
      throw new AppError(
        'unreadable',
        `${path}: length must be at most ${String(mostBytes)} bytes, found ${String(size)}`,
      )
    const bytes = await handle.readFile()
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
  } catch (error) {
    throw unreadable(path, error)
  } finally {
    await handle.close()
  }
}
