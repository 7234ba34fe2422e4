import { spawn } from 'node:child_process'
import { once } from 'node:events'
import * as v from 'valibot'
import { startServer } from '../server.ts'
import { checkedValue } from './arguments.ts'
import { command, exitCodes, noOperands } from './command.ts'

const portRule = 'A port must be a whole number from 0 (any that is free) to 65535'
const Port = v.optional(
  v.pipe(
    v.number(portRule),
    v.integer(portRule),
    v.minValue(0, portRule),
    v.maxValue(65_535, portRule),
  ),
  0,
)

const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

/** Without a browser nothing happens: the address has been printed. */
function openBrowser(address: string): void {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open']
  const browser = spawn(program, [...args, address], { stdio: 'ignore', detached: true })
  browser.on('error', () => undefined)
  browser.unref()
}

export const serve = command({
  name: 'serve',
  summary: 'Serve the application to browsers of this machine',
  operands: noOperands,
  options: {
    port: { type: 'string', value: 'N', help: 'port on 127.0.0.1; any that is free by default' },
    'no-open': { type: 'boolean', help: 'do not open a browser' },
  },
  notes: ['An address lets one browser in, once; the next one is printed when it was used.'],
  endsGently: true,
  worksQueue: true,
  run: async (given, context) => {
    const { print, dataDir, pagesDir, log } = context
    const port = checkedValue(Port, given, 'port', given.number('port'))
    const server = await startServer({
      core: await context.core(),
      dataDir,
      staticDir: pagesDir,
      port,
      log,
      onLinkUsed: () => {
        print.line(`Another browser gets in at ${server.newLink()}`)
      },
    })
    const address = server.newLink()
    print.line(`Digit Lab is at ${address}`)
    if (server.earlierPort !== undefined)
      print.remark(
        `Another program serves this data folder too, at port ${String(server.earlierPort)}`,
      )
    if (process.stdout.isTTY && hasDisplay() && !given.flag('no-open')) openBrowser(address)
    if (!context.interrupted.aborted) await once(context.interrupted, 'abort')
    await server.close()
    return exitCodes.interrupted
  },
})
