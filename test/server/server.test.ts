import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Announcement } from '../../electron/contract/calls.ts'
import { AppError } from '../../electron/contract/errors.ts'
import { startServer } from '../../electron/server.ts'
import { request } from '../attacks/raw.ts'
import { silent } from '../core/core-parts.ts'
import { tempDir } from '../temp-dir.ts'
import { cookieOf, serve, serverFileIn, signIn } from './serve.ts'

const patient = { timeout: 30_000, interval: 5 }

const config = { hidden: [16], epochs: 1 }

describe('calls', () => {
  test('are answered by the core', async () => {
    const { core, call } = await serve()
    const started = await call('runs.start', JSON.stringify({ config, name: 'From a browser' }))
    expect(await started.json()).toMatchObject({ ok: true })
    expect(await core.ask('runs.list', {})).toMatchObject([{ name: 'From a browser' }])
  })

  test('that fail come back with their code', async () => {
    const { call } = await serve()
    const reply = await call('runs.show', JSON.stringify({ id: 'aaaaaaaaaa' }))
    expect(await reply.json()).toMatchObject({ ok: false, code: 'not-found' })
  })

  test('that take too long are told so', async () => {
    const { server, token } = await serve({
      core: { ...(await serve()).core, answer: () => new Promise(() => undefined) },
      limits: { answerMs: 20 },
    })
    const reply = await fetch(new URL('/api/call/runs.list', server.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    })
    expect(reply.status).toBe(503)
  })
})

describe('pages', () => {
  test('are what the folder holds', async () => {
    const { get } = await serve()
    const page = await get('/')
    expect(await page.text()).toContain('<title>Pages</title>')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect((await get('/assets/page.js')).headers.get('content-type')).toMatch('text/javascript')
    expect((await get('/assets/other.js')).status).toBe(404)
  })

  test('that are not built are named', async () => {
    const { core } = await serve()
    const staticDir = join(tempDir(), 'none')
    const started = startServer({ core, dataDir: tempDir(), staticDir, port: 0, log: silent })
    await expect(started).rejects.toMatchObject({ code: 'missing-data' })
    await expect(started).rejects.toThrow(staticDir)
  })
})

describe('a link', () => {
  test('lets one browser in, once', async () => {
    const onLinkUsed = vi.fn()
    const { server, get } = await serve({ onLinkUsed })
    const link = server.newLink()
    const opened = await signIn(link)
    expect(opened.status).toBe(204)
    expect(opened.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
    expect((await get('/', { cookie: cookieOf(opened) })).status).toBe(200)
    expect(onLinkUsed).toHaveBeenCalledOnce()

    expect((await signIn(link)).status).toBe(401)
    expect((await signIn(server.newLink())).status).toBe(204)
  })

  test('is not used up by looking at the address', async () => {
    const { server, get } = await serve()
    const link = server.newLink()
    expect((await get('/', {})).status).toBe(401)
    expect((await signIn(link)).status).toBe(204)
  })

  test('gives a session of its own to each of two servers on one host', async () => {
    const [one, other] = [await serve(), await serve()]
    const cookies = [
      cookieOf(await signIn(one.server.newLink())),
      cookieOf(await signIn(other.server.newLink())),
    ]
    expect((await one.get('/', { cookie: cookies.join('; ') })).status).toBe(200)
    expect((await other.get('/', { cookie: cookies.join('; ') })).status).toBe(200)
  })
})

describe('the event stream', () => {
  test('carries what the core announces', async () => {
    const { core, get } = await serve()
    const reader = readEvents(await get('/api/events'))
    const { id } = await core.ask('runs.start', { config })
    expect(await reader.next()).toMatchObject({ event: 'run.changed', payload: { id } })
    await reader.end()
  })

  test('keeps a silent connection open with comments', async () => {
    const { get } = await serve({ limits: { keepAliveMs: 20 } })
    const response = await get('/api/events')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes(': still here')) text += (await reader?.read())?.value ?? ''
    await reader?.cancel()
  })

  test('is refused to one listener too many, until another has left', async () => {
    const { get } = await serve({ limits: { streams: 2 } })
    const open = [await get('/api/events'), await get('/api/events')]
    expect((await get('/api/events')).status).toBe(503)
    await open[0]?.body?.cancel()
    await vi.waitFor(async () => {
      const again = await get('/api/events')
      await again.body?.cancel()
      expect(again.status).toBe(200)
    }, patient)
    await open[1]?.body?.cancel()
  })

  test('is cut for a listener who does not read, before the rest is kept for it', async () => {
    const listeners = new Set<(news: Announcement) => void>()
    const { core } = await serve()
    const { server, token } = await serve({
      limits: { waiting: 8 },
      core: {
        ...core,
        onAny: (listener) => {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
      },
    })
    const socket = connect(server.port, '127.0.0.1')
    onTestFinished(() => {
      socket.destroy()
    })
    socket.pause()
    socket.write(
      request({
        target: '/api/events',
        headers: [`Host: 127.0.0.1:${String(server.port)}`, `Authorization: Bearer ${token}`],
      }),
    )
    await vi.waitUntil(() => listeners.size === 1, patient)
    const { id } = await core.ask('runs.start', { config })
    const point = { step: 1, images: 100, seconds: 1, loss: 1, error: 1 }
    const news: Announcement = {
      event: 'run.metrics',
      payload: { id, points: Array.from({ length: 10_000 }, () => point) },
    }
    await vi.waitUntil(() => {
      for (const listener of listeners) listener(news)
      return listeners.size === 0
    }, patient)
  })

  test('does not keep the server from closing', async () => {
    const { server, get } = await serve()
    const stream = await get('/api/events')
    const isOver = stream.text().then(
      () => true,
      () => true,
    )
    await server.close()
    expect(await isOver).toBe(true)
  })
})

describe('starting', () => {
  test('writes down for this user alone how to get in, and takes it away at the end', async () => {
    const { server, dataDir } = await serve()
    const file = join(dataDir, 'server.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(serverFileIn(dataDir)).toMatchObject({ port: server.port, pid: process.pid })
    await server.close()
    expect(readdirSync(dataDir).filter((name) => name.startsWith('server.json'))).toEqual([])
  })

  test('leaves the file to a server that was started later', async () => {
    const { server, core, dataDir, pagesDir } = await serve()
    const later = await startServer({
      core,
      dataDir,
      staticDir: pagesDir,
      port: 0,
      log: silent,
    })
    await server.close()
    expect(serverFileIn(dataDir)).toMatchObject({ port: later.port })
    await later.close()
    expect(existsSync(join(dataDir, 'server.json'))).toBe(false)
  })

  test('on a port in use fails with its number', async () => {
    const { server } = await serve()
    const again = serve({ port: server.port })
    await expect(again).rejects.toThrow(AppError)
    await expect(again).rejects.toThrow(`Port ${String(server.port)} is in use`)
  })

  test.each(['0.0.0.0', '::', '192.168.0.1', 'example.org', ''])(
    'on host "%s" is refused',
    async (host) => {
      await expect(serve({ host })).rejects.toMatchObject({ code: 'bad-input' })
    },
  )
})

/** Reads announcements as they come, comments left out. */
function readEvents(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    next: async (): Promise<Announcement> => {
      for (;;) {
        const found = /^data: (.*)\n\n/m.exec(text)
        if (found?.[1] !== undefined) {
          text = text.slice(found.index + found[0].length)
          return JSON.parse(found[1]) as Announcement
        }
        const read = await reader?.read()
        if (read?.value === undefined) throw new Error('The stream ended')
        text += read.value
      }
    },
    end: async () => reader?.cancel(),
  }
}
