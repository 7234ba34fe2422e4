import type { Browser, BrowserContext, Frame, Page, Request, Route } from 'playwright-core'
import type { Application } from './application.ts'
import type { FromApplication } from './messages.ts'
import { invokeBinding, preloadWorld, sendBinding } from './preload-world.ts'

/** Chromium knows no scheme of ours, so `app://bundle/x` is shown as `https://bundle.app.test/x`. */
const shown = (address: string) => address.replace(/^app:\/\/([^/]+)/, 'https://$1.app.test')
const meant = (address: string) => address.replace(/^https:\/\/([^/]+)\.app\.test/, 'app://$1')

export interface WindowPage {
  readonly page: Page
  readonly context: BrowserContext
  /** What its console showed as errors, and exceptions that nobody caught. */
  readonly errors: readonly string[]
  readonly send: (channel: string, args: readonly unknown[]) => Promise<void>
}

type Send = (channel: string, args: readonly unknown[]) => void

type Opening = Extract<FromApplication, { kind: 'open' }>

/** One window of the application as a page of its own browser context; all it loads comes from the application. */
export async function openPage(
  browser: Browser,
  application: Application,
  { window, address, preload }: Opening,
): Promise<WindowPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } })
  await context.grantPermissions([...(await application.ask('permissions', { window }))])
  await context.exposeBinding(
    invokeBinding,
    ({ frame }, channel: string, args: readonly unknown[]) =>
      application.ask('invoke', {
        window,
        channel,
        args,
        frame: { url: meant(frame.url()), isTop: frame.parentFrame() === null },
      }),
  )
  await context.addInitScript({ content: preloadWorld(preload) })
  const page = await context.newPage()
  await context.route('**/*', (route) => answer(route, page, application, window))
  page.on('download', (download) => {
    void application
      .ask('download', { address: meant(download.url()) })
      .then((isRefused) => (isRefused ? download.cancel() : undefined))
  })
  page.on('crash', () => {
    application.tell({ kind: 'crashed', window })
  })
  page.on('load', () => {
    application.tell({ kind: 'loaded', window, address: meant(page.url()) })
  })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (line) => {
    if (line.type() === 'error') errors.push(line.text())
  })
  await page.goto(shown(address))
  return {
    page,
    context,
    errors,
    send: async (channel, args) => {
      await page.evaluate(
        ([name, given, values]) => {
          const page = globalThis as unknown as Record<string, Send | undefined>
          page[name]?.(given, values)
        },
        [sendBinding, channel, args] as const,
      )
    },
  }
}

async function answer(route: Route, page: Page, application: Application, window: number) {
  const request = route.request()
  const frame = frameOf(request)
  const address = meant(request.url())
  if (frame?.page() !== page) {
    const isRefused = await application.ask('openWindow', { window, address })
    await route.abort(isRefused ? 'aborted' : 'blockedbyclient')
    await frame?.page().close()
    return
  }
  if (await isRefusedNavigation(request, frame, { application, window })) {
    await route.abort('aborted')
    return
  }
  if (!address.startsWith('app:')) {
    await route.abort('blockedbyclient')
    return
  }
  const { status, headers, body } = await application.ask('fetch', { address })
  await route.fulfill({ status, headers: { ...headers }, body: Buffer.from(body) })
}

/** The first page and a reload were not the page's own doing. */
async function isRefusedNavigation(
  request: Request,
  frame: Frame,
  { application, window }: { readonly application: Application; readonly window: number },
): Promise<boolean> {
  const isFirst = frame.url() === 'about:blank' || withoutHash(frame.url()) === request.url()
  const isTop = frame.parentFrame() === null
  if (!request.isNavigationRequest() || (isTop && isFirst)) return false
  return application.ask('navigate', { window, address: meant(request.url()), isTop })
}

const withoutHash = (address: string) => address.split('#')[0]

/** Undefined for a window that a page is about to open. */
function frameOf(request: Request): Frame | undefined {
  try {
    return request.frame()
  } catch {
    return undefined
  }
}
