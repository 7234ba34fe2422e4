import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface EvilSite {
  /** Another site: its name leads to this machine only in the attacked browser. */
  readonly crossSite: string
  /** Another port of the same host, which cookies and SameSite take for ourselves. */
  readonly sameSite: string
}

export const evilHost = 'evil.test'
/** Makes the browser believe that the attacker's name is this machine. */
export const resolverRule = `--host-resolver-rules=MAP ${evilHost} 127.0.0.1`

/** Serves one page to whoever comes. */
export async function startEvilSite(page: string): Promise<EvilSite> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(page)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const port = String((server.address() as AddressInfo).port)
  return { crossSite: `http://${evilHost}:${port}/`, sameSite: `http://127.0.0.1:${port}/` }
}
