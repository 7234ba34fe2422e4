import { describe, expect, test } from 'vitest'
import { serve, type Served } from '../server/serve.ts'
import { expectUntouched, harmfulHeaders, ownHost } from './harmful.ts'
import { exchange, statuses } from './raw.ts'

const start = JSON.stringify({ config: { hidden: [16] }, name: 'Not wanted' })

/** A whole harmful request, as it would be hidden in the body of another. */
const hidden = (served: Served) =>
  [
    'POST /api/call/runs.start HTTP/1.1',
    ownHost(served),
    ...harmfulHeaders(served.token),
    '',
    start,
  ].join('\r\n')

/** An outer request whose end can be read in two ways. */
const ambiguous: readonly (readonly [string, (served: Served) => string])[] = [
  [
    'Content-Length and Transfer-Encoding',
    (served) =>
      `POST /api/session HTTP/1.1\r\n${ownHost(served)}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden(served)}`,
  ],
  [
    'two lengths',
    (served) =>
      `POST /api/session HTTP/1.1\r\n${ownHost(served)}\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n${hidden(served)}`,
  ],
  [
    'a length with a sign',
    (served) =>
      `POST /api/session HTTP/1.1\r\n${ownHost(served)}\r\nContent-Length: +0\r\n\r\n${hidden(served)}`,
  ],
  [
    'an unknown transfer encoding',
    (served) =>
      `POST /api/session HTTP/1.1\r\n${ownHost(served)}\r\nTransfer-Encoding: chunked, x\r\n\r\n0\r\n\r\n${hidden(served)}`,
  ],
  [
    'a space before the colon',
    (served) =>
      `POST /api/session HTTP/1.1\r\n${ownHost(served)}\r\nContent-Length : 0\r\n\r\n${hidden(served)}`,
  ],
  [
    'lines without carriage return',
    (served) =>
      `POST /api/session HTTP/1.1\n${ownHost(served)}\nContent-Length: 0\n\n${hidden(served)}`,
  ],
  [
    'a chunk size with a bare line feed',
    (served) =>
      `POST /api/session HTTP/1.1\r\n${ownHost(served)}\r\nTransfer-Encoding: chunked\r\n\r\n0\n\n${hidden(served)}`,
  ],
  ['a version before headers existed', () => 'GET /\r\n\r\n'],
  ['no request at all', () => '\x16\x03\x01\x02\x00\x01\x00'],
]

describe('a request that can be read in two ways ends the connection', () => {
  test.each(ambiguous)('%s', async (_name, make) => {
    const served = await serve()
    expect(statuses(await exchange(served.server.port, make(served)))).toEqual([400])
    await expectUntouched(served)
  })

  test('the hidden request does its harm when it comes by itself', async () => {
    const served = await serve()
    const last = hidden(served).replace('\r\n', '\r\nConnection: close\r\n')
    expect(statuses(await exchange(served.server.port, last))).toEqual([200])
  })
})

test('a folded Host header does not pass as ours', async () => {
  const served = await serve()
  const folded = hidden(served)
    .replace('Host: ', 'Host: evil.test\r\n ')
    .replace('\r\n', '\r\nConnection: close\r\n')
  const [status] = statuses(await exchange(served.server.port, folded))
  expect([400, 403]).toContain(status)
  await expectUntouched(served)
})

test('1,000 requests in one go are each checked', async () => {
  const served = await serve()
  const foreign = hidden(served).replace('Host: 127.0.0.1', 'Host: evil.test')
  const text = await exchange(served.server.port, foreign.repeat(1000))
  expect(new Set(statuses(text))).toEqual(new Set([403]))
  await expectUntouched(served)
})
