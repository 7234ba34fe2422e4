import { expect } from 'vitest'
import type { Served } from '../server/serve.ts'
import { exchange, request, statuses } from './raw.ts'

const body = JSON.stringify({ config: { hidden: [16] }, name: 'Not wanted' })

/** The lines of a request that would start a run, if it were let through. */
export const harmfulHeaders = (token: string): readonly string[] => [
  `Authorization: Bearer ${token}`,
  'Content-Type: application/json',
  `Content-Length: ${String(body.length)}`,
]

/** Tries to start a run with these header lines before all others; resolves with the answer's status. */
export async function tryToStart(
  { server, token }: Served,
  headers: readonly string[],
  target = '/api/call/runs.start',
): Promise<number | undefined> {
  const text = await exchange(
    server.port,
    request({
      method: 'POST',
      target,
      headers: [...headers, ...harmfulHeaders(token)],
      body,
    }),
  )
  return statuses(text)[0]
}

export const ownHost = ({ server }: Served) => `Host: 127.0.0.1:${String(server.port)}`

/** Nothing that was sent had an effect. */
export async function expectUntouched({ core }: Served): Promise<void> {
  expect(await core.ask('runs.list', {})).toEqual([])
}
