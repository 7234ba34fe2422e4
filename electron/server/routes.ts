import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import * as v from 'valibot'
import { AppError, type ErrorCode, type Reply } from '../contract/errors.ts'
import type { Core, Log } from '../core/core.ts'
import { securityHeaders } from '../pages/headers.ts'
import type { Pages } from '../pages/pages.ts'
import type { Access } from './access.ts'
import { parseBody } from './body.ts'
import type { EventStreams } from './events.ts'
import { createRate, type Limits } from './limits.ts'
import { signInPage, signInScript } from './sign-in.ts'

export interface RouteOptions {
  readonly core: Pick<Core, 'answer'>
  readonly access: Access
  readonly events: EventStreams
  readonly pages: Pages
  readonly limits: Limits
  readonly log: Log
  /** Cookies are shared by all ports of a host, so each server has a name of its own. */
  readonly cookie: string
  readonly onLinkUsed: () => void
  /** Milliseconds that never go back. */
  readonly now: () => number
}

type Env = { Variables: { isSignedIn: boolean } }

/** What the server answers. What is registered after the guard needs a session or the token. */
export function createRoutes(options: RouteOptions): Hono<Env> {
  const { access, cookie, events, limits, pages } = options
  const routes = new Hono<Env>()

  routes.use(withSecurityHeaders, recognise(access, cookie), limitRate(options))
  routes.post('/api/session', onlyJson, limitBody(limits), (c) => openSession(c, options))
  routes.get('/sign-in.js', (c) => c.body(signInScript, 200, { 'content-type': 'text/javascript' }))
  routes.use(guard)
  routes.get('/api/events', (c) =>
    events.isFull() ? refuse(c, 503, 'unreachable', 'Too many pages are open') : events.open(c),
  )
  routes.post('/api/call/:name', onlyJson, limitBody(limits), (c) => call(c, options))
  routes.get('*', (c) => sendPage(c, pages))
  routes.notFound((c) => refuse(c, 404, 'not-found', 'Nothing is here'))
  routes.onError((error, c) => fail(error, c, options.log))
  return routes
}

const withSecurityHeaders = createMiddleware<Env>(async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(securityHeaders)) c.res.headers.set(name, value)
})

const recognise = (access: Access, cookie: string) =>
  createMiddleware<Env>(async (c, next) => {
    const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    const session = getCookie(c, cookie)
    c.set(
      'isSignedIn',
      (token !== undefined && access.isToken(token)) ||
        (session !== undefined && access.isSession(session)),
    )
    await next()
  })

/** Strangers share a rate of their own, so that they cannot use up ours. */
function limitRate({ limits, now }: RouteOptions) {
  const ours = createRate(limits.requestsPerSecond, now)
  const strangers = createRate(limits.requestsPerSecond, now)
  return createMiddleware<Env>(async (c, next) => {
    const fits = c.get('isSignedIn') ? ours() : strangers()
    if (fits) return next()
    c.header('retry-after', '1')
    return refuse(c, 429, 'unreachable', 'Too many requests in a second')
  })
}

/** Strangers learn nothing, not even what exists. */
const guard = createMiddleware<Env>(async (c, next) => {
  if (c.get('isSignedIn')) return next()
  if (c.req.method === 'GET' && c.req.path === '/') return c.html(signInPage, 401)
  return refuse(c, 401, 'forbidden', 'Open the address that the terminal printed')
})

/** Other content types are those that a page of another site may send without asking first. */
const onlyJson = createMiddleware<Env>(async (c, next) => {
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/json(; ?charset=utf-8)?$/i.test(type))
    return refuse(c, 415, 'bad-input', 'Content-Type must be application/json')
  if (c.req.header('content-encoding') !== undefined)
    return refuse(c, 415, 'bad-input', 'Content-Encoding is not supported')
  return next()
})

const limitBody = ({ bodyBytes }: Limits) =>
  bodyLimit({
    maxSize: bodyBytes,
    onError: (c) =>
      refuse(c, 413, 'bad-input', `The body is larger than ${String(bodyBytes)} bytes`),
  })

const SignIn = v.strictObject({ code: v.string() })

async function openSession(c: Context<Env>, { access, cookie, onLinkUsed }: RouteOptions) {
  const body = v.safeParse(SignIn, parseBody(await c.req.arrayBuffer()))
  const session = body.success ? access.openSession(body.output.code) : undefined
  if (session === undefined) return refuse(c, 401, 'forbidden', 'This address was used before')
  setCookie(c, cookie, session, { httpOnly: true, sameSite: 'Strict', path: '/' })
  onLinkUsed()
  return c.body(null, 204)
}

async function call(c: Context<Env>, { core, limits, log }: RouteOptions) {
  const name = c.req.param('name')
  const input = parseBody(await c.req.arrayBuffer())
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(late.resolve, limits.answerMs, undefined)
  const reply = await Promise.race([core.answer(name, input, c.req.raw.signal), late.promise])
  clearTimeout(timer)
  if (reply !== undefined) return c.json(reply)
  log.warn(`A call took longer than ${String(limits.answerMs)} ms`)
  return refuse(c, 503, 'unreachable', 'The answer takes too long')
}

function sendPage(c: Context<Env>, pages: Pages) {
  const page = pages(new URL(c.req.url).pathname)
  return page ? c.body(page.bytes, 200, { 'content-type': page.type }) : c.notFound()
}

function fail(error: Error, c: Context, log: Log) {
  if (error instanceof AppError) return refuse(c, 400, error.code, error.message)
  log.error(error.stack ?? error.message)
  return refuse(c, 500, 'internal', 'The server failed; its log says why')
}

function refuse(c: Context, status: ContentfulStatusCode, code: ErrorCode, message: string) {
  return c.json({ ok: false, code, message } satisfies Reply<never>, status)
}
