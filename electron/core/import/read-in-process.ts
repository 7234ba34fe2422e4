import { AppError } from '../../contract/errors.ts'
import type { FromReader, ReadFile, ToReader } from '../../formats/import/reader-messages.ts'
import type { Fork } from '../../train/messages.ts'

/** Longer than the largest model takes on a slow machine. */
const readWithinMs = 5000

/** Reads a model file in a process of its own, which ends with it: no file can take the core along, or keep it busy. */
export async function readInProcess(fork: Fork, file: ToReader): Promise<ReadFile> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadFile>()
  const refuse = (why: string) => {
    reject(new AppError('unreadable', `${file.fileName}: ${why}`))
  }
  let late: ReturnType<typeof setTimeout> | undefined
  const port = fork<ToReader, FromReader>('reader')
  port.onMessage((message) => {
    if (message.kind === 'begun')
      late = setTimeout(() => {
        refuse(
          `must be read within ${String(readWithinMs / 1000)} s, found a file that takes longer`,
        )
      }, readWithinMs)
    else if (message.kind === 'read') resolve(message.file)
    else reject(new AppError(message.code, inWords(file.fileName, message.message)))
  })
  port.onExit((how) => {
    refuse(`the process that read it was ended (${how.split('\n')[0] ?? how})`)
  })
  port.send(file)
  try {
    return await promise
  } finally {
    clearTimeout(late)
    port.kill()
  }
}

/** Where a message does not name the file, it is put before it. */
const inWords = (fileName: string, message: string): string =>
  message.includes(fileName) ? message : `${fileName}: ${message}`
