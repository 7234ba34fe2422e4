import { expect, test } from 'vitest'
import { tempCore } from '../core/temp-core.ts'
import { serve } from './serve.ts'

test('a caller that goes is known to whoever works for it', async () => {
  const asked = Promise.withResolvers<AbortSignal | undefined>()
  const core = {
    ...tempCore({ worksQueue: false }),
    answer: (_name: unknown, _input: unknown, signal?: AbortSignal) => {
      asked.resolve(signal)
      return new Promise<never>(() => undefined)
    },
  }
  const { server, token } = await serve({ core })
  const leaving = new AbortController()
  const call = fetch(new URL('/api/call/runs.list', server.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
    signal: leaving.signal,
  })
  const signal = await asked.promise
  expect(signal?.aborted).toBe(false)
  leaving.abort()
  await expect(call).rejects.toThrow()
  await expect.poll(() => signal?.aborted).toBe(true)
})
