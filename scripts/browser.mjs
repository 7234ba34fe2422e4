import { chromium } from 'playwright-core'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { cacheDir, nodePath, root } from './place.mjs'
import { run } from './run.mjs'

/**
 * A Chromium, the environment it needs, and arguments that keep it quiet and offline.
 * @typedef {{ readonly executablePath: string, readonly env: Record<string, string>, readonly args: readonly string[] }} Browser
 */

const args = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
]

const packageDir = join(root, 'node_modules', '@sparticuz', 'chromium')

/** Where browsers are usually installed. */
const installedBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * Starts a headless browser for tests, which load nothing but our own pages.
 * @param {import('playwright-core').LaunchOptions} [options]
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser(options = {}) {
  const browser = await browserExecutable()
  return chromium.launch({
    ...browser,
    ...options,
    chromiumSandbox: false,
    args: [...browser.args, ...(options.args ?? [])],
  })
}

/**
 * The browser that CHROME_PATH names, else the one that npm brings (Linux on x64), else an installed one.
 * @returns {Promise<Browser>}
 */
async function browserExecutable() {
  const named = process.env['CHROME_PATH']
  if (named) return { executablePath: named, env: environment(), args }
  if (process.platform === 'linux' && process.arch === 'x64') return packagedBrowser()
  const installed = installedBrowsers.find((path) => existsSync(path))
  if (installed) return { executablePath: installed, env: environment(), args }
  throw new Error('No browser for the tests: install Chrome or Edge, or set CHROME_PATH')
}

const environment = () =>
  Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']))

/** @returns {Promise<Browser>} */
async function packagedBrowser() {
  const { version } = /** @type {{ version: string }} */ (
    JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'))
  )
  const dir = join(cacheDir, `chromium-${version}`)
  const executablePath = join(dir, 'chromium')
  if (!existsSync(executablePath))
    await withLock(join(cacheDir, 'chromium.lock'), async (alsoHeldBy) => {
      if (!existsSync(executablePath)) await unpack(dir, alsoHeldBy)
    })
  const env = environment()
  const libraries = [join(dir, 'al2023', 'lib'), env['LD_LIBRARY_PATH']]
  env['LD_LIBRARY_PATH'] = libraries.filter(Boolean).join(':')
  if (!existsSync('/etc/fonts/fonts.conf')) env['FONTCONFIG_PATH'] = join(dir, 'fonts')
  return { executablePath, env, args }
}

/**
 * Unpacks beside the folder and renames, so that a killed run leaves no half browser.
 * @param {string} dir
 * @param {(pid: number) => void} onStart
 */
async function unpack(dir, onStart) {
  const work = `${dir}-work`
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  const { ok, how, output } = await run(nodePath(), [join(root, 'scripts', 'unpack-browser.mjs')], {
    env: { ...process.env, TMPDIR: work },
    timeoutMs: 120_000,
    onStart,
  })
  if (!ok) throw new Error(`The browser for the tests could not be unpacked (${how}): ${output}`)
  rmSync(dir, { recursive: true, force: true })
  renameSync(work, dir)
}
