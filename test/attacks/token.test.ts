import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAccess } from '../../electron/server/access.ts'
import { cookieOf, serve, signIn } from '../server/serve.ts'
import { ownHost } from './harmful.ts'
import { exchange, request, statuses } from './raw.ts'

test('only the whole token of this start opens', async () => {
  const { get, token } = await serve()
  const before = (await serve()).token
  const attempts = [
    '',
    'Bearer',
    'Bearer ',
    'Bearer x',
    `Bearer ${before}`,
    `Bearer ${token}x`,
    `Bearer ${token.slice(0, -1)}`,
    `Bearer ${token.toUpperCase()}`,
    `Basic ${token}`,
    token,
  ]
  for (const authorization of attempts)
    expect((await get('/', { authorization })).status, authorization).toBe(401)
  expect((await get('/', { authorization: `Bearer ${token}` })).status).toBe(200)
})

test('a token in the address or in a cookie does not open', async () => {
  const { get, token, server } = await serve()
  for (const path of [`/?token=${token}`, `/?access_token=${token}`, `/?code=${token}`])
    expect((await get(path, {})).status).toBe(401)
  expect((await get('/', { cookie: `digit-lab-${String(server.port)}=${token}` })).status).toBe(401)
})

test('a token of a megabyte is refused while its header is read', async () => {
  const served = await serve()
  const text = await exchange(
    served.server.port,
    request({ headers: [ownHost(served), `Authorization: Bearer ${'x'.repeat(1024 * 1024)}`] }),
  )
  expect([[431], []]).toContainEqual(statuses(text))
  expect((await served.get('/')).status).toBe(200)
})

test('codes, sessions and token are different, and none stands for another', async () => {
  const { server, get, token } = await serve()
  const link = server.newLink()
  const code = new URL(link).hash.replace('#code=', '')
  const session = cookieOf(await signIn(link)).split('=')[1] ?? ''
  expect(new Set([code, session, token]).size).toBe(3)
  for (const secret of [code, session])
    expect((await get('/', { authorization: `Bearer ${secret}` })).status).toBe(401)
  for (const secret of [session, token])
    expect((await signIn(`${server.url}#code=${secret}`)).status).toBe(401)
})

test('secrets have 256 bits of the given chance each', () => {
  const asked: number[] = []
  const access = createAccess((bytes) => {
    asked.push(bytes)
    return new Uint8Array(bytes).fill(asked.length)
  })
  access.openSession(access.newCode())
  expect(asked).toEqual([32, 32, 32])
})

test('no secret is found in the log, the data folder or the address', async () => {
  const { server, core, get, call, token, dataDir, log } = await serve()
  const link = server.newLink()
  const code = new URL(link).hash.replace('#code=', '')
  const session = cookieOf(await signIn(link)).split('=')[1] ?? ''
  await call('runs.start', JSON.stringify({ config: {} }))
  await call('runs.list', 'no JSON')
  await get('/none')
  await server.close()
  await core.close()
  const kept = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'latin1'))
  for (const secret of [token, code, session])
    expect([log(), server.url, process.argv.join(' '), ...kept].join('\n')).not.toContain(secret)
})

test('another user of the machine learns nothing from the folder or the port', async () => {
  const before = process.umask(0)
  try {
    const { dataDir, get } = await serve()
    const modes = readdirSync(dataDir).map((name) => ({
      name,
      open: statSync(join(dataDir, name)).mode & 0o077,
    }))
    expect(modes.filter(({ open }) => open !== 0)).toEqual([])
    const answer = await get('/', {})
    expect(answer.status).toBe(401)
    expect(`${[...answer.headers].join('\n')}${await answer.text()}`).not.toMatch(/\d+\.\d+\.\d+/)
  } finally {
    process.umask(before)
  }
})
