import { AppError } from '../../contract/errors.ts'
import { openDatabase, storeError } from '../../store/database.ts'
import { parentOf } from '../../train/parent.ts'
import { unforeseen } from '../unforeseen.ts'
import type { Bundled, FromBundler, ToBundler } from './bundler-messages.ts'
import { importBundle, inspectBundle } from './import-bundle.ts'
import { writeBundle } from './write-bundle.ts'

// The entry of a process that writes whole runs into a file, or reads them from one: what takes a while, or may be
// hostile, holds neither the window's nor the core's thread and memory.
const parent = parentOf<FromBundler, ToBundler>(process)

parent.onGone(() => {
  process.exit()
})

parent.onMessage((message) => {
  void answer(message).then(parent.send).finally(parent.leave)
})

async function answer(message: ToBundler): Promise<FromBundler> {
  try {
    return { ok: true, value: await done(message) }
  } catch (error) {
    const known = error instanceof AppError ? error : storeError(error)
    const text = error instanceof Error ? error.message : String(error)
    const { code, message: reason } = known ?? { code: 'internal' as const, message: text }
    return { ok: false, code, message: reason }
  }
}

async function done(message: ToBundler): Promise<Bundled[keyof Bundled]> {
  if (message.kind === 'inspect') return inspectBundle(message.path)
  const db = openDatabase(message.database)
  try {
    if (message.kind === 'import')
      return importBundle(db, message, { now: Date.now, random: unforeseen })
    const written = await writeBundle(db, message)
    inspectBundle(message.path)
    return written
  } finally {
    db.close()
  }
}
