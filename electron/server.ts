import { getRequestListener } from '@hono/node-server'
import { randomBytes } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from './contract/errors.ts'
import type { Core, Log } from './core/core.ts'
import { securityHeaders } from './pages/headers.ts'
import { readPages } from './pages/pages.ts'
import { createAccess } from './server/access.ts'
import { createEventStreams } from './server/events.ts'
import { refusalOf } from './server/gate.ts'
import { defaultLimits, type Limits } from './server/limits.ts'
import { createRoutes } from './server/routes.ts'
import { writeServerFile } from './server/token-file.ts'

export interface ServerOptions {
  readonly core: Core
  /** Where `server.json` tells this user's programs how to get in. */
  readonly dataDir: string
  /** Of the built pages. */
  readonly staticDir: string
  /** 0: any that is free. */
  readonly port: number
  readonly host?: string
  readonly log: Log
  /** A browser came in by a link, which is used up with that; `newLink` makes another. */
  readonly onLinkUsed?: () => void
  readonly limits?: Partial<Limits>
  readonly random?: (bytes: number) => Uint8Array
  /** Milliseconds that never go back. */
  readonly now?: () => number
}

export interface RunningServer {
  /** Without a code: a browser that has a session gets in. */
  readonly url: string
  readonly port: number
  /** Of another server that was started before on the data folder and still runs. */
  readonly earlierPort: number | undefined
  /** An address that lets one browser in, once. */
  readonly newLink: () => string
  readonly close: () => Promise<void>
}

/** The application for browsers and programs of this machine; nothing else can reach it. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { core, dataDir, log, random = randomBytes, now = () => performance.now() } = options
  const host = loopback(options.host ?? '127.0.0.1')
  const limits = { ...defaultLimits, ...options.limits }
  const pages = readPages(options.staticDir)
  const access = createAccess(random)
  const events = createEventStreams(core, limits)

  const server = createLimitedServer(limits)
  const port = await listen(server, host, options.port)
  const onLinkUsed = options.onLinkUsed ?? (() => undefined)
  const cookie = `digit-lab-${String(port)}`
  const routes = createRoutes({ core, access, events, pages, limits, log, cookie, onLinkUsed, now })
  server.on('request', gated(port, routes.fetch))
  const endServer = async () => {
    events.close()
    await new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  }

  try {
    const written = writeServerFile(dataDir, { port, pid: process.pid, token: access.token })
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}/`
    return {
      url,
      port,
      earlierPort: written.earlierPort,
      newLink: () => `${url}#code=${access.newCode()}`,
      close: async () => {
        written.remove()
        await endServer()
      },
    }
  } catch (error) {
    await endServer()
    throw error
  }
}

function loopback(host: string): string {
  if (host === 'localhost') return '127.0.0.1'
  if (host === '127.0.0.1' || host === '::1') return host
  throw new AppError('bad-input', `Host must be 127.0.0.1, ::1 or localhost, not ${host}`)
}

function createLimitedServer(limits: Limits): Server {
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(1000, limits.headersMs),
  })
  server.maxConnections = limits.connections
  return server
}

/** Resolves with the port. */
function listen(server: Server, host: string, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  server.once('error', ({ code }: NodeJS.ErrnoException) => {
    reject(
      code === 'EADDRINUSE'
        ? new AppError('conflict', `Port ${String(port)} is in use by another program`)
        : new AppError('conflict', `Port ${String(port)} cannot be opened: ${code ?? 'unknown'}`),
    )
  })
  server.listen({ host, port, exclusive: true }, () => {
    resolve((server.address() as AddressInfo).port)
  })
  return promise
}

/** Lets through what comes from our own pages and programs. */
function gated(port: number, fetch: Parameters<typeof getRequestListener>[0]): RequestListener {
  const pass = getRequestListener(fetch, { overrideGlobalObjects: false })
  return (request, response) => {
    const refusal = refusalOf(request, port)
    if (!refusal) return void pass(request, response)
    response.writeHead(refusal.status, { ...securityHeaders, connection: 'close' })
    response.end(`${refusal.reason}\n`)
  }
}
