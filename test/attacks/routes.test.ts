import { describe, expect, test } from 'vitest'
import { createAccess } from '../../electron/server/access.ts'
import { createEventStreams } from '../../electron/server/events.ts'
import { defaultLimits } from '../../electron/server/limits.ts'
import { createRoutes } from '../../electron/server/routes.ts'
import { silent } from '../core/core-parts.ts'
import { serve, type Served } from '../server/serve.ts'
import { expectUntouched, ownHost } from './harmful.ts'
import { exchange, request, statuses } from './raw.ts'

/** What a stranger may have: the sign-in, and nothing that tells of the application. */
const open = ['POST /api/session 401', 'GET /sign-in.js 200', 'HEAD /sign-in.js 200']

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Every route that the server registers, so that a new one cannot be forgotten here. */
function registeredPaths({ core }: Served) {
  const routes = createRoutes({
    core,
    access: createAccess((bytes) => new Uint8Array(bytes)),
    events: createEventStreams(core, defaultLimits),
    pages: () => undefined,
    limits: defaultLimits,
    log: silent,
    cookie: 'test',
    onLinkUsed: () => undefined,
    now: () => 0,
  })
  return new Set(routes.routes.map(({ path }) => path.replace(':name', 'runs.start')))
}

describe('without a session', () => {
  test('no route and no method does anything', async () => {
    const served = await serve()
    const paths = registeredPaths(served)
    expect(paths).toContain('/api/call/runs.start')
    const attempts = [...paths].flatMap((path) => methods.map((method) => ({ method, path })))
    for (const { method, path } of attempts) {
      const body = ['GET', 'HEAD'].includes(method) ? null : JSON.stringify({ config: {} })
      const response = await fetch(new URL(path.replace('*', 'x'), served.server.url), {
        method,
        headers: { 'content-type': 'application/json' },
        body,
      })
      await response.body?.cancel()
      const line = `${method} ${path} ${String(response.status)}`
      if (!open.includes(line)) expect(line).toBe(`${method} ${path} 401`)
    }
    await expectUntouched(served)
  })
})

describe('every answer', () => {
  test.each([
    ['a page', '/', {}],
    ['nothing', '/none', {}],
    ['the sign-in', '/', { authorization: '' }],
    ['its script', '/sign-in.js', { authorization: '' }],
    ['a refusal by origin', '/', { origin: 'http://evil.test' }],
  ])('forbids framing, sniffing and foreign scripts: %s', async (_name, path, headers) => {
    const { get, token } = await serve()
    const response = await get(path, { authorization: `Bearer ${token}`, ...headers })
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(response.headers.get('content-security-policy')).toMatch(
      /default-src 'self'.*frame-ancestors 'none'.*require-trusted-types-for 'script'/,
    )
    expect(
      [...response.headers.keys()].filter((name) => name.startsWith('access-control')),
    ).toEqual([])
    await response.body?.cancel()
  })
})

describe('an address outside the pages leads nowhere', () => {
  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/%252e%252e%252fsecret.txt',
    '/..%5csecret.txt',
    '/..;/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '//etc/passwd',
    '/etc/passwd',
    '/%2fetc%2fpasswd',
    '/C:%5cWindows%5cwin.ini',
    '/index.html%00.js',
    '/index.html/',
    '/index.html/.',
    '/assets',
    '/assets/',
    '/.',
    '/%',
    '/%ff',
    '/assets/page.js%20',
    '/ASSETS/page.js',
  ])('%s', async (path) => {
    const served = await serve()
    const text = await exchange(
      served.server.port,
      request({
        target: path,
        headers: [ownHost(served), `Authorization: Bearer ${served.token}`],
      }),
    )
    expect(text).not.toMatch(/secret|root:/)
    // The dot alone is the first page by the rules of addresses.
    expect(statuses(text)).toEqual([path === '/.' ? 200 : 404])
  })
})
