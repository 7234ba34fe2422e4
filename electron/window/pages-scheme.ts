import { protocol } from 'electron'
import { securityHeaders } from '../pages/headers.ts'
import type { Pages } from '../pages/pages.ts'

/** Where the window's pages live: a scheme of our own instead of files, which could read each other. */
const scheme = 'app'
const host = 'bundle'
export const firstPage = `${scheme}://${host}/`

/** Before the application is ready, or Chromium treats the scheme as a stranger's. */
export function registerPagesScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

export function servePages(pages: Pages): void {
  protocol.handle(scheme, ({ url }) => {
    const page = isOurAddress(url) ? pages(new URL(url).pathname) : undefined
    return page
      ? new Response(page.bytes, { headers: { ...securityHeaders, 'content-type': page.type } })
      : new Response('Nothing is here', { status: 404, headers: securityHeaders })
  })
}

/** Scheme and host, since the origin of a scheme of our own is the text "null". */
export function isOurAddress(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === `${scheme}:` && url.host === host
}
