/** Opens the application in a window, or where that cannot be in a browser: `npm start [-- serve options]`. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { electronPath, fetchElectron, hasDisplay } from './electron.mjs'
import { isNodeReady } from './need-node.mjs'
import { root } from './place.mjs'
import { ensureReady } from './set-up.mjs'

/** @param {string} line */
const say = (line) => process.stderr.write(`[start] ${line}\n`)

/**
 * Electron's path, or why there can be no window.
 * @returns {Promise<{ readonly path: string } | { readonly why: string }>}
 */
async function findWindow() {
  if (!hasDisplay()) return { why: 'this machine has no display' }
  const installed = electronPath()
  if (installed) return { path: installed }
  say('fetching Electron (110 MB)')
  const fetched = await fetchElectron()
  return fetched ? { path: fetched } : { why: 'Electron cannot be fetched from here' }
}

/** @param {string} electron */
function openWindow(electron) {
  // Chromium refuses to run as root with its sandbox.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  // Before the window's process exists, so that no signal finds it there and nobody to pass it on.
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
  const child = spawn(electron, [...asRoot, '.', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    // Ctrl+C goes to the window's process alone, which ends its trainers in good order.
    detached: process.platform !== 'win32',
  })
  child.on('error', (error) => {
    say(error.message)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0))
  })
}

async function start() {
  const found = await findWindow()
  if ('path' in found) {
    openWindow(found.path)
    return
  }
  say(`${found.why}; the same application opens in the browser instead`)
  process.argv.splice(2, 0, 'serve')
  await import(new URL('../out/main/cli.js', import.meta.url).href)
}

if (await ensureReady()) if (isNodeReady()) await start()
