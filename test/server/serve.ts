import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Core } from '../../electron/core/core.ts'
import { createCore } from '../../electron/core/create-core.ts'
import { startServer, type RunningServer, type ServerOptions } from '../../electron/server.ts'
import type { ServerFile } from '../../electron/server/token-file.ts'
import { forkNode } from '../../electron/train/fork.ts'
import { built } from '../core/core-parts.ts'
import { tempDir } from '../temp-dir.ts'

export interface Served {
  readonly server: RunningServer
  readonly core: Core
  readonly dataDir: string
  readonly pagesDir: string
  readonly token: string
  /** Everything that was logged so far. */
  readonly log: () => string
  /** With the token, unless other headers are given. */
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>
  readonly call: (
    name: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>
}

/** A server and its core on a new data folder; nothing trains, so that only calls change its state. */
export async function serve(options: Partial<ServerOptions> = {}): Promise<Served> {
  const dataDir = tempDir()
  const pagesDir = pagesIn(join(tempDir(), 'pages'))
  const lines: string[] = []
  const add = (line: string) => {
    lines.push(line)
  }
  const log = { debug: add, info: add, warn: add, error: add }
  const core = createCore({
    dataDir,
    log,
    fork: forkNode(built),
    version: 'test',
    worksQueue: false,
  })
  onTestFinished(() => core.close())
  const server = await startServer({ core, dataDir, staticDir: pagesDir, port: 0, log, ...options })
  onTestFinished(() => server.close())
  const { token } = serverFileIn(dataDir)
  const authorization = `Bearer ${token}`
  const at = (path: string) => new URL(path, server.url)
  return {
    server,
    core,
    dataDir,
    pagesDir,
    token,
    log: () => lines.join('\n'),
    get: (path, headers = { authorization }) => fetch(at(path), { headers }),
    call: (name, body, headers = {}) =>
      fetch(at(`/api/call/${name}`), {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json', ...headers },
        body,
      }),
  }
}

export const serverFileIn = (dataDir: string): ServerFile =>
  JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')) as ServerFile

function pagesIn(dir: string): string {
  mkdirSync(join(dir, 'assets'), { recursive: true })
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Pages</title>')
  writeFileSync(join(dir, 'assets', 'page.js'), 'document.title = "Script"')
  writeFileSync(join(dir, '..', 'secret.txt'), 'secret')
  return dir
}

/** Swaps the code of a link for a session, as the sign-in page does. */
export const signIn = (link: string): Promise<Response> =>
  fetch(new URL('/api/session', link), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: new URL(link).hash.replace('#code=', '') }),
  })

/** The cookie that an answer sets, as a browser would send it back. */
export const cookieOf = (response: Response): string =>
  response.headers.get('set-cookie')?.split(';')[0] ?? ''
