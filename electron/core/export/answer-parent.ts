import { AppError, type Reply } from '../../contract/errors.ts'
import { parentOf } from '../../train/parent.ts'

type Work<Value, Order> = (order: Order) => Promise<Value>

/** Lets this process answer the one message of its parent, and end. */
export function answerParent<Value, Order>(work: Work<Value, Order>): void {
  const parent = parentOf<Reply<Value>, Order>(process)
  parent.onMessage((order) => {
    void replyOf(work(order)).then(parent.send).finally(parent.leave)
  })
  parent.onGone(() => {
    process.exit()
  })
}

async function replyOf<Value>(working: Promise<Value>): Promise<Reply<Value>> {
  try {
    return { ok: true, value: await working }
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'unreadable'
    return { ok: false, code, message: error instanceof Error ? error.message : String(error) }
  }
}
