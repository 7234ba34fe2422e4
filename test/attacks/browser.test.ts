import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { launchBrowser } from '../../scripts/browser.mjs'
import { serve, type Served } from '../server/serve.ts'
import { evilHost, resolverRule, startEvilSite } from './evil-site.ts'
import { expectUntouched } from './harmful.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser({ args: [resolverRule] })
})
afterAll(() => browser.close())

interface SignedIn {
  readonly context: BrowserContext
  readonly page: Page
}

/** A browser whose person has the application open. */
async function signedIn({ server }: Served, options?: BrowserContextOptions): Promise<SignedIn> {
  const context = await browser.newContext(options)
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(server.newLink())
  await expect.poll(() => page.title()).toBe('Pages')
  return { context, page }
}

const body = JSON.stringify({ config: { hidden: [16] } })

/** From inside a page: what it may send to an address of another origin, and what it then sees. */
async function attack([origin, text]: readonly [string, string]): Promise<readonly string[]> {
  const address = `${origin}/api/call/runs.start`
  const settled = (promise: Promise<unknown>) =>
    promise.then(
      () => 'seen',
      () => 'nothing',
    )
  const loaded = (element: HTMLElement) =>
    new Promise<unknown>((resolve, reject) => {
      element.onload = resolve
      element.onerror = reject
      document.body.append(element)
    })
  const element = <K extends keyof HTMLElementTagNameMap>(
    name: K,
    properties: Partial<HTMLElementTagNameMap[K]>,
  ) => Object.assign(document.createElement(name), properties)

  for (const type of ['text/plain', 'application/json'])
    navigator.sendBeacon(address, new Blob([text], { type }))
  return Promise.all([
    settled(fetch(address, { method: 'POST', body: text, credentials: 'include' })),
    settled(
      fetch(address, {
        method: 'POST',
        body: text,
        credentials: 'include',
        headers: { 'content-type': 'application/json' },
      }),
    ),
    settled(fetch(address, { method: 'DELETE', credentials: 'include' })),
    settled(fetch(`${origin}/`, { credentials: 'include' })),
    settled(loaded(element('img', { src: `${address}?_method=POST` }))),
    settled(loaded(element('script', { src: `${origin}/assets/page.js` }))),
    settled(loaded(element('link', { rel: 'stylesheet', href: `${origin}/` }))),
    settled(
      new Promise((resolve, reject) => {
        const source = new EventSource(`${origin}/api/events`, { withCredentials: true })
        source.onopen = resolve
        source.onerror = reject
      }),
    ),
    settled(
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/events`)
        socket.onopen = resolve
        socket.onerror = reject
      }),
    ),
  ])
}

describe('a page that a signed-in person visits', () => {
  test('would do harm if it were ours, without the rules that our pages carry', async () => {
    const served = await serve()
    const { page } = await signedIn(served, { bypassCSP: true })
    const seen = await page.evaluate(attack, [served.server.url.slice(0, -1), body] as const)
    expect(seen.filter((result) => result === 'seen').length).toBeGreaterThan(3)
    expect(await served.core.ask('runs.list', {})).not.toEqual([])
  })

  test.each(['crossSite', 'sameSite'] as const)(
    'sees and does nothing from elsewhere: %s',
    async (kind) => {
      const served = await serve()
      const { context } = await signedIn(served)
      const site = await startEvilSite('<!doctype html><body></body>')
      const page = await context.newPage()
      await page.goto(site[kind])
      for (const origin of [served.server.url, served.server.url.replace('127.0.0.1', 'localhost')])
        expect(await page.evaluate(attack, [origin.slice(0, -1), body] as const)).toEqual(
          Array.from({ length: 9 }, () => 'nothing'),
        )
      await expectUntouched(served)
    },
  )

  test.each(['text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded'])(
    'starts nothing by a form of type %s',
    async (type) => {
      const served = await serve()
      const { context } = await signedIn(served)
      const site = await startEvilSite(`<!doctype html>
        <form method="post" enctype="${type}" action="${served.server.url}api/call/runs.start">
          <input name='${body.slice(0, -1)},"note":"' value='"}'>
        </form>
        <script>document.forms[0].submit()</script>`)
      for (const address of [site.crossSite, site.sameSite]) {
        const page = await context.newPage()
        const answer = page.waitForResponse('**/api/call/runs.start')
        await page.goto(address)
        expect((await answer).status()).toBe(403)
      }
      await expectUntouched(served)
    },
  )

  test('shows nothing of ours in a frame', async () => {
    const served = await serve()
    const { context } = await signedIn(served)
    const site = await startEvilSite(`<!doctype html><iframe src="${served.server.url}"></iframe>`)
    for (const address of [site.crossSite, site.sameSite]) {
      const page = await context.newPage()
      await page.goto(address)
      expect(page.frames()).toHaveLength(2)
      expect(await page.frames()[1]?.title()).not.toBe('Pages')
    }
  })
})

test('a name that is made to lead here gets no page of ours', async () => {
  const served = await serve()
  const { context } = await signedIn(served)
  const page = await context.newPage()
  const response = await page.goto(`http://${evilHost}:${String(served.server.port)}/`)
  expect(response?.status()).toBe(403)
  const seen = await page.evaluate(
    async ([text]) => {
      const reply = await fetch('/api/call/runs.start', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
      })
      return reply.status
    },
    [body] as const,
  )
  expect(seen).toBe(403)
  await expectUntouched(served)
})

describe('the one-time address', () => {
  test('leaves neither history nor title, and is swapped for a cookie that scripts cannot read', async () => {
    const served = await serve()
    const { page, context } = await signedIn(served)
    expect(page.url()).toBe(served.server.url)
    expect(await page.evaluate(() => document.cookie)).toBe('')
    expect(await context.cookies()).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }])
  })

  test('says what to do when it was used before, or when there is none', async () => {
    const served = await serve()
    const link = served.server.newLink()
    const open = async (address: string) => {
      const context = await browser.newContext()
      onTestFinished(() => context.close())
      const page = await context.newPage()
      await page.goto(address)
      return page
    }
    const first = await open(link)
    await expect.poll(() => first.title()).toBe('Pages')
    const again = await open(link)
    await again.getByText('This address was used before').waitFor()
    const without = await open(served.server.url)
    await without.getByText('Open the address that the terminal printed').waitFor()
    await without.goto(served.server.newLink())
    await expect.poll(() => without.title()).toBe('Pages')
  })
})
