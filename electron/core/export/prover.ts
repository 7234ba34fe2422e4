import { AppError } from '../../contract/errors.ts'
import { parentOf } from '../../train/parent.ts'
import { answersOfFile } from './answers-of-file.ts'
import type { FromProver, ToProver } from './prover-messages.ts'

// The entry of a process that loads a written model from nothing but its file, and answers with it.
const parent = parentOf<FromProver, ToProver>(process)
parent.onMessage((message) => {
  void answer(message).then(parent.send).finally(parent.leave)
})

async function answer(message: ToProver): Promise<FromProver> {
  try {
    return { ok: true, value: await answersOfFile(message) }
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'unreadable'
    return { ok: false, code, message: error instanceof Error ? error.message : String(error) }
  }
}
