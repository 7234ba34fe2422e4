import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bridge } from '../../electron/contract/bridge.ts'
import { securityHeaders } from '../../electron/pages/headers.ts'
import type { RunningWindow } from '../electron-double/launch.ts'

declare global {
  interface Window {
    readonly digitLab?: Bridge
  }
}

/** What the window promises, whatever it runs on; `launch` starts it on a data folder. */
export function windowPromises(launch: (dataDir: string) => Promise<RunningWindow>): void {
  let dataDir: string
  let running: RunningWindow
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'digit-lab-window-'))
    running = await launch(dataDir)
  })
  afterAll(async () => {
    await running.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const ask = (name: string, input: unknown) =>
    running.page.evaluate(([call, given]) => window.digitLab?.ask(call, given), [
      name,
      input,
    ] as const)

  describe('a page', () => {
    test('comes up without an error', async () => {
      await expect.poll(() => running.page.title()).toMatch('Digit Lab')
      await running.page.getByRole('navigation').first().waitFor()
      expect(running.errors).toEqual([])
    })

    test('is given two functions and nothing else of the machine', async () => {
      const given = await running.page.evaluate(() => ({
        bridge: Object.keys(window.digitLab ?? {}).sort(),
        node: ['require', 'process', 'Buffer', 'module'].filter((name) => name in window),
      }))
      expect(given).toEqual({ bridge: ['ask', 'on'], node: [] })
    })

    test('is answered by the core', async () => {
      expect(await ask('runs.list', {})).toEqual({ ok: true, value: [] })
      expect(await ask('runs.show', { id: 'aaaaaaaaaa' })).toMatchObject({
        ok: false,
        code: 'not-found',
      })
    })

    test('is refused a call that does not exist', async () => {
      for (const name of ['runs.nope', '__proto__', 'constructor', ''])
        expect(await ask(name, {})).toMatchObject({ ok: false, code: 'bad-input' })
    })

    test('cannot run text as a script', async () => {
      const results = await running.page.evaluate(() => {
        const attempt = (run: () => void) => {
          try {
            run()
            return 'ran'
          } catch (error) {
            return error instanceof Error ? error.name : 'threw'
          }
        }
        return [
          attempt(() => {
            document.createElement('p').innerHTML = '<img src=x onerror=alert(1)>'
          }),
          attempt(() => {
            document.createElement('script').text = 'window.ran = true'
          }),
          attempt(() => {
            document.createElement('script').src = 'https://evil.test/x.js'
          }),
        ]
      })
      expect(results).toEqual(['TypeError', 'TypeError', 'TypeError'])
    })

    test('comes with the rules for what it may do', async () => {
      const headers = await running.page.evaluate(async () => {
        const { headers: received } = await fetch('/index.html')
        return Object.fromEntries(received)
      })
      expect(headers).toMatchObject(securityHeaders)
    })

    test('reads nothing beside the pages', async () => {
      const statuses = await running.page.evaluate(() =>
        Promise.all(
          [
            '/..%2f..%2fmain%2fmain.js',
            '/%2e%2e/main/main.js',
            '/..%5c..%5cpackage.json',
            '/%252e%252e/main/main.js',
            '/etc/passwd',
            '/index.html%00',
            '/assets/',
          ].map(async (path) => (await fetch(path)).status),
        ),
      )
      expect(statuses).toEqual(statuses.map(() => 404))
    })

    test('reaches no other address', async () => {
      let requests = 0
      const outside = createServer((_request, response) => {
        requests += 1
        response.end()
      }).listen(0, '127.0.0.1')
      await once(outside, 'listening')
      const { port } = outside.address() as AddressInfo
      const blocked = await running.page.evaluate(
        async (address) => {
          const violation = new Promise<string>((resolve) => {
            addEventListener('securitypolicyviolation', (event) => {
              resolve(event.effectiveDirective)
            })
          })
          await fetch(address).catch(() => undefined)
          return violation
        },
        `http://127.0.0.1:${String(port)}/`,
      )
      outside.close()
      expect(blocked).toBe('connect-src')
      expect(requests).toBe(0)
    })

    test('gets no permission but to copy', async () => {
      const states = await running.page.evaluate(() =>
        Promise.all(
          (['geolocation', 'notifications', 'midi'] as const).map(
            async (name) => (await navigator.permissions.query({ name })).state,
          ),
        ),
      )
      expect(states).not.toContain('granted')
    })

    test('opens no window; a web address goes to the browser, no other does', async () => {
      await running.evaluate(({ shell }) => {
        const opened: string[] = []
        Reflect.set(globalThis, 'opened', opened)
        Reflect.set(shell, 'openExternal', (address: string) => {
          opened.push(address)
          return Promise.resolve()
        })
      })
      const opened = () => running.evaluate(() => Reflect.get(globalThis, 'opened') as string[])
      await running.page.evaluate(() => {
        for (const address of ['file:///etc/passwd', 'javascript:alert(1)', 'mailto:x@example.org'])
          window.open(address)
        window.open('https://example.org/help')
      })
      await expect.poll(opened).toEqual(['https://example.org/help'])
      const count = () =>
        running.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
      expect(await count()).toBe(1)
    })

    test('stays where it is', async () => {
      const before = running.page.url()
      await running.page.evaluate(() => {
        location.href = 'https://example.org/'
      })
      await running.page.evaluate(() => {
        location.href = '/index.html?other'
      })
      expect(await ask('runs.list', {})).toMatchObject({ ok: true })
      expect(running.page.url()).toBe(before)
    })
  })

  test('a run that is started is announced until it is done, and listed', async () => {
    const name = 'Through the window'
    const states = await running.page.evaluate(async (given) => {
      const heard: string[] = []
      await new Promise<void>((resolve) => {
        window.digitLab?.on((announcement) => {
          if (announcement.event !== 'run.changed') return
          const { status } = announcement.payload
          if (heard.at(-1) !== status) heard.push(status)
          if (status !== 'queued' && status !== 'running') resolve()
        })
        void window.digitLab?.ask('runs.start', {
          name: given,
          config: { hidden: [16], trainImages: 2000, epochs: 1 },
        })
      })
      return heard
    }, name)
    expect(states.at(-1)).toBe('completed')
    expect(states).toContain('running')
    await running.page.getByText(name).first().waitFor()
  })
}
