import { connect, type Socket } from 'node:net'

/** Sends bytes as they are and resolves with all that came back until the server closed the connection. */
export async function exchange(port: number, bytes: string | Uint8Array): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(bytes)
  return untilClosed(socket)
}

export async function untilClosed(socket: Socket): Promise<string> {
  let text = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk
  })
  // A reset is a refusal too.
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.once('close', resolve))
  return text
}

/** The status codes of all answers in a text, in their order. */
export const statuses = (text: string): readonly number[] =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, code]) => Number(code))

export interface RawRequest {
  readonly method?: string
  readonly target?: string
  /** Whole lines, `Name: value`. */
  readonly headers?: readonly string[]
  readonly body?: string
}

/** One request after which the connection closes. */
export const request = ({ method = 'GET', target = '/', headers = [], body = '' }: RawRequest) =>
  [`${method} ${target} HTTP/1.1`, ...headers, 'Connection: close', '', body].join('\r\n')
