import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * File in `folder` with the same bytes as an addon, which another thread may load: an addon that two threads load from
 * one file shares its global state between them (tfjs#8388). Made where it is missing, in one step, so that others who
 * look for it meanwhile never find half of it.
 */
export function addonCopy(addon: string, folder: string, part: number): string {
  const bytes = readFileSync(addon)
  const version = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
  const copy = join(folder, `tfjs-binding-${version}-${String(part)}.node`)
  if (existsSync(copy) && readFileSync(copy).equals(bytes)) return copy
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
  const unfinished = `${copy}.${randomUUID()}`
  try {
    writeFileSync(unfinished, bytes, { mode: 0o700 })
    renameSync(unfinished, copy)
  } finally {
    rmSync(unfinished, { force: true })
  }
  return copy
}
