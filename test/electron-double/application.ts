import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { FromApplication, Questions, ToApplication } from './messages.ts'

/** The built main process on the double's module, and what it is asked. */
export interface Application {
  readonly ask: <N extends keyof Questions>(
    name: N,
    input: Parameters<Questions[N]>[0],
  ) => Promise<ReturnType<Questions[N]>>
  readonly tell: (message: ToApplication) => void
  /** Ends it as a person would; resolves with its exit code. */
  readonly quit: () => Promise<number | null>
  /** What it wrote on standard error so far. */
  readonly output: () => string
  readonly process: ChildProcess
}

const register = new URL('register.ts', import.meta.url).href

export function startApplication(
  main: string,
  args: readonly string[],
  onMessage: (message: FromApplication) => void,
): Application {
  const child = fork(main, args, {
    execArgv: ['--import', register],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const exited = once(child, 'exit') as Promise<[number | null]>
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })

  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  child.on('message', (received) => {
    const message = received as FromApplication
    if (message.kind === 'answered') waiting.get(message.id)?.resolve(message.value)
    else if (message.kind === 'failed') waiting.get(message.id)?.reject(new Error(message.message))
    else onMessage(message)
  })
  const tell = (message: ToApplication) => {
    if (child.connected) child.send(message)
  }

  let asked = 0
  return {
    tell,
    ask: <N extends keyof Questions>(name: N, input: Parameters<Questions[N]>[0]) => {
      const id = asked++
      const answer = Promise.withResolvers<unknown>()
      waiting.set(id, answer)
      tell({ kind: 'asked', id, name, input })
      return answer.promise as Promise<ReturnType<Questions[N]>>
    },
    quit: async () => {
      tell({ kind: 'quit' })
      const [code] = await exited
      return code
    },
    output: () => output,
    process: child,
  }
}
