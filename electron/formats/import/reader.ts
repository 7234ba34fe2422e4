import { AppError } from '../../contract/errors.ts'
import { parentOf } from '../../train/parent.ts'
import { readModelFile } from './read-model-file.ts'
import type { FromReader, ToReader } from './reader-messages.ts'

// The entry of a process that reads one model file: whatever the file does to it, the core goes on.
const parent = parentOf<FromReader, ToReader>(process)
parent.onMessage((file) => {
  parent.send({ kind: 'begun' })
  void read(file).then(parent.send).finally(parent.leave)
})
parent.onGone(() => {
  process.exit()
})

async function read(file: ToReader): Promise<FromReader> {
  try {
    return { kind: 'read', file: await readModelFile(file) }
  } catch (error) {
    if (error instanceof AppError)
      return { kind: 'refused', code: error.code, message: error.message }
    const message = `Not a model this application can read: its file is damaged (${String(error)})`
    return { kind: 'refused', code: 'unreadable', message }
  }
}
