import { AppError, unwrap, type Reply } from '../../contract/errors.ts'
import type { Entry, Fork } from '../../train/messages.ts'
import type { ToMaker } from './maker-messages.ts'
import type { ToProver } from './prover-messages.ts'

/** Longer than the largest model takes on a slow machine. */
const withinMs = 120_000

/** Has a process of its own answer one message; `failure` says in words what did not succeed where it dies. */
export async function askProcess<Value>(
  fork: Fork,
  entry: Entry,
  order: ToMaker | ToProver,
  failure: string,
): Promise<Value> {
  const port = fork<ToMaker | ToProver, Reply<Value>>(entry)
  const late = setTimeout(port.kill, withinMs)
  const answered = new Promise<Reply<Value>>((resolve, reject) => {
    port.onMessage(resolve)
    port.onExit((how) => {
      reject(new AppError('engine', `${failure}: ${how}`))
    })
  })
  port.send(order)
  try {
    return unwrap(await answered)
  } finally {
    clearTimeout(late)
    port.kill()
  }
}
