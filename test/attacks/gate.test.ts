import { describe, expect, test } from 'vitest'
import { serve } from '../server/serve.ts'
import { expectUntouched, harmfulHeaders, ownHost, tryToStart } from './harmful.ts'
import { exchange, request, statuses } from './raw.ts'

test('the harmful request of these tests does its harm when nothing is wrong with it', async () => {
  const served = await serve()
  for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
    const status = await tryToStart(served, [`Host: ${host}:${String(served.server.port)}`])
    expect(status).toBe(200)
  }
  expect(await served.core.ask('runs.list', {})).toHaveLength(3)
})

describe('a foreign host is refused', () => {
  test.each([
    ['evil.test:PORT', 403],
    ['localhost.evil.test', 403],
    ['localhost.evil.test:PORT', 403],
    ['127.0.0.1.evil.test:PORT', 403],
    ['0.0.0.0:PORT', 403],
    ['127.0.0.1', 403],
    ['127.0.0.1:1', 403],
    ['LOCALHOST:PORT', 403],
    ['localhost.:PORT', 403],
    ['[::ffff:127.0.0.1]:PORT', 403],
    ['127.1:PORT', 403],
    ['2130706433:PORT', 403],
    ['127.0.0.1:PORT@evil.test', 403],
    ['evil.test, 127.0.0.1:PORT', 403],
    ['', 400],
  ])('%s', async (host, expected) => {
    const served = await serve()
    const named = host.replace('PORT', String(served.server.port))
    expect(await tryToStart(served, [`Host: ${named}`])).toBe(expected)
    await expectUntouched(served)
  })

  test('none at all', async () => {
    const served = await serve()
    expect(await tryToStart(served, [])).toBe(400)
    await expectUntouched(served)
  })

  test.each(['evil.test', '127.0.0.1:PORT'])('two, the other being %s', async (other) => {
    const served = await serve()
    const second = `Host: ${other.replace('PORT', String(served.server.port))}`
    expect(await tryToStart(served, [ownHost(served), second])).toBe(400)
    expect(await tryToStart(served, [second, ownHost(served)])).toBe(400)
    await expectUntouched(served)
  })

  test('in the request line', async () => {
    const served = await serve()
    for (const target of ['http://evil.test/api/call/runs.start', '//evil.test', '*', 'x'])
      expect(await tryToStart(served, [ownHost(served)], target)).not.toBe(200)
    await expectUntouched(served)
  })

  test('whatever a proxy header says', async () => {
    const served = await serve()
    const port = String(served.server.port)
    const status = await tryToStart(served, [
      'Host: evil.test',
      `X-Forwarded-Host: 127.0.0.1:${port}`,
      `Forwarded: host=127.0.0.1:${port}`,
    ])
    expect(status).toBe(403)
    await expectUntouched(served)
  })
})

describe('a foreign origin is refused', () => {
  test.each([
    'null',
    'http://evil.test',
    'http://localhost:1',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1:1',
    'http://localhost:PORT',
    'file://',
    'http://127.0.0.1:PORT.evil.test',
    'http://192.168.0.1:PORT',
    'app://bundle',
    '',
  ])('%s', async (origin) => {
    const served = await serve()
    const header = `Origin: ${origin.replace('PORT', String(served.server.port))}`
    expect(await tryToStart(served, [ownHost(served), header])).toBe(403)
    const page = request({
      headers: [ownHost(served), header, `Authorization: Bearer ${served.token}`],
    })
    expect(statuses(await exchange(served.server.port, page))).toEqual([403])
    await expectUntouched(served)
  })

  test('beside our own', async () => {
    const served = await serve()
    const ours = `Origin: http://127.0.0.1:${String(served.server.port)}`
    expect(await tryToStart(served, [ownHost(served), ours])).toBe(200)
    expect(await tryToStart(served, [ownHost(served), ours, 'Origin: null'])).toBe(403)
  })
})

test.each(['cross-site', 'same-site', 'x'])('a request from a %s page is refused', async (site) => {
  const served = await serve()
  expect(await tryToStart(served, [ownHost(served), `Sec-Fetch-Site: ${site}`])).toBe(403)
  await expectUntouched(served)
})

describe('a request that a form or a beacon could send is refused', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'as %s',
    async (type) => {
      const served = await serve()
      const { status } = await served.call('runs.start', JSON.stringify({ config: {} }), {
        'content-type': type,
      })
      expect(status).toBe(415)
      await expectUntouched(served)
    },
  )

  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])('as %s', async (method) => {
    const served = await serve()
    const attempt = request({
      method,
      target: '/api/call/runs.start?_method=POST',
      headers: [
        ownHost(served),
        'X-HTTP-Method-Override: POST',
        ...harmfulHeaders(served.token).slice(0, 2),
      ],
    })
    const text = await exchange(served.server.port, attempt)
    expect(statuses(text)).toEqual([404])
    expect(text).not.toMatch(/access-control/i)
    await expectUntouched(served)
  })
})
