import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { serve, type Served } from '../server/serve.ts'
import { expectUntouched, ownHost } from './harmful.ts'
import { exchange, request, statuses, untilClosed } from './raw.ts'

const start = (config: string) => `{"config":${config}}`

describe('a body is refused', () => {
  test.each([
    ['cut', '{"config":{'],
    ['empty', ''],
    ['with a byte order mark', `\uFEFF${start('{}')}`],
    ['with NaN', start('{"learningRate":NaN}')],
    ['with a number too large', start('{"learningRate":1e400}')],
    ['with an unknown key', start('{"layers":1}')],
    ['with __proto__', start('{"__proto__":{"polluted":true}}')],
    ['with __proto__ at the top', '{"config":{},"__proto__":{"polluted":true}}'],
    ['with __proto__ in a list', start('{"hidden":[{"__proto__":{"polluted":true}}]}')],
    ['with constructor', start('{"constructor":{"prototype":{"polluted":true}}}')],
    ['100,000 levels deep', start(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
    ['100,000 objects deep', start(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)],
    ['that is a list', '[]'],
    ['that is null', 'null'],
  ])('%s', async (_name, body) => {
    const served = await serve()
    const reply = await served.call('runs.start', body)
    expect(await reply.json()).toMatchObject({ ok: false, code: 'bad-input' })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    await expectUntouched(served)
  })

  test('that is no UTF-8', async () => {
    const served = await serve()
    const bytes = Buffer.from(`{"config":{},"name":"\xff"}`, 'latin1')
    expect((await served.call('runs.start', new Uint8Array(bytes))).status).toBe(400)
    await expectUntouched(served)
  })

  test('that is packed, however small it is', async () => {
    const served = await serve()
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(8 * 1024 * 1024)))
    const { status } = await served.call('runs.start', bomb, { 'content-encoding': 'gzip' })
    expect(status).toBe(415)
  })
})

const unknownCalls = ['runs.nope', '__proto__', 'constructor', 'toString', '..%2f', 'runs%00list']

test.each(unknownCalls)('the unknown call %s is refused', async (name) => {
  const reply = await (await serve()).call(name, '{}')
  expect(await reply.json()).toMatchObject({ ok: false, code: 'bad-input' })
})

const head = (served: Served, ...lines: readonly string[]) =>
  [
    'POST /api/call/runs.start HTTP/1.1',
    ownHost(served),
    `Authorization: Bearer ${served.token}`,
    'Content-Type: application/json',
    ...lines,
    '',
    '',
  ].join('\r\n')

describe('too much is refused while it comes', () => {
  test('a body that says it is large', async () => {
    const served = await serve()
    const declared = head(served, `Content-Length: ${String(2 * 1024 ** 3)}`, 'Connection: close')
    expect(statuses(await exchange(served.server.port, declared))).toEqual([413])
  })

  test('a body that never ends', async () => {
    const served = await serve({ limits: { bodyBytes: 64 * 1024 } })
    const socket = connect(served.server.port, '127.0.0.1')
    const answer = untilClosed(socket)
    socket.write(head(served, 'Transfer-Encoding: chunked'))
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
    const timer = setInterval(() => socket.write(chunk), 1)
    expect([[413], []]).toContainEqual(statuses(await answer))
    clearInterval(timer)
    await expectUntouched(served)
  })

  test('headers that come a byte at a time', async () => {
    const served = await serve({ limits: { headersMs: 100, requestMs: 200 } })
    const socket = connect(served.server.port, '127.0.0.1')
    const answer = untilClosed(socket)
    socket.write(`GET / HTTP/1.1\r\n`)
    const timer = setInterval(() => socket.write('a'), 20)
    expect(statuses(await answer)).toEqual([408])
    clearInterval(timer)
  })

  test('a body that comes a byte at a time', async () => {
    const served = await serve({ limits: { headersMs: 100, requestMs: 200 } })
    const socket = connect(served.server.port, '127.0.0.1')
    const answer = untilClosed(socket)
    socket.write(head(served, 'Content-Length: 100000'))
    const timer = setInterval(() => socket.write(' '), 20)
    expect([[408], []]).toContainEqual(statuses(await answer))
    clearInterval(timer)
    await expectUntouched(served)
  })

  test('10,000 headers', async () => {
    const served = await serve()
    const headers = Array.from({ length: 10_000 }, (_, index) => `X-${String(index)}: 1`)
    const text = await exchange(
      served.server.port,
      request({ headers: [ownHost(served), ...headers] }),
    )
    expect([[431], []]).toContainEqual(statuses(text))
  })

  test('1,000 connections, after which the server still answers', async () => {
    const served = await serve({ limits: { headersMs: 500, requestMs: 500 } })
    const sockets = Array.from({ length: 1000 }, () => connect(served.server.port, '127.0.0.1'))
    await Promise.all(sockets.map(untilClosed))
    expect((await served.get('/')).status).toBe(200)
  })

  test('requests of strangers, without taking from ours', async () => {
    const served = await serve({ limits: { requestsPerSecond: 5 }, now: () => 0 })
    const strangers: number[] = []
    for (let i = 0; i < 20; i++) strangers.push((await served.get('/', {})).status)
    expect(strangers.filter((status) => status === 401)).toHaveLength(10)
    expect(strangers.filter((status) => status === 429)).toHaveLength(10)
    expect((await served.get('/')).status).toBe(200)
  })
})
