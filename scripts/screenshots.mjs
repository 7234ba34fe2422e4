/**
 * Takes the pictures of docs/ from the real application: `npm run screenshots`. Trains the runs they show in a data
 * folder of their own, serves it, and photographs its pages in a browser.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { nodePath, root } from './place.mjs'
import { ensureReady } from './set-up.mjs'

const program = join(root, 'bin', 'digit-lab.mjs')

const trainings = [
  ['--name', 'Reference'],
  ['--name', 'Wider 1000', '--hidden', '1000'],
  ['--name', 'Rate 0.01', '--learning-rate', '0.01'],
  ['--name', 'Narrow 128', '--hidden', '128'],
]

/** A 4 as a person draws it, in shares of the pad. */
const four = [
  [
    [0.49, 0.21],
    [0.45, 0.27],
    [0.4, 0.34],
    [0.36, 0.42],
    [0.33, 0.49],
    [0.34, 0.54],
    [0.39, 0.565],
    [0.48, 0.56],
    [0.58, 0.54],
    [0.67, 0.51],
  ],
  [
    [0.665, 0.23],
    [0.66, 0.38],
    [0.65, 0.55],
    [0.635, 0.7],
    [0.62, 0.83],
  ],
]

/**
 * @param {string} dataDir
 * @param {readonly string[]} args
 * @param {import('node:child_process').StdioOptions} stdio
 */
const start = (dataDir, args, stdio) =>
  spawn(nodePath(), [program, ...args], {
    stdio,
    env: { ...process.env, DIGIT_LAB_DATA: dataDir },
  })

/** @param {import('node:child_process').ChildProcess} server */
async function addressOf(server) {
  if (!server.stdout) throw new Error('The server has no output')
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\S+/.exec(line)?.[0]
    if (address) return address
  }
  throw new Error('The server ended')
}

/** @param {import('playwright-core').Page} page */
async function drawFour(page) {
  const box = await page.getByRole('application').boundingBox()
  if (!box) throw new Error('The pad is not on the page')
  for (const stroke of four) {
    for (const [index, [x = 0, y = 0]] of stroke.entries()) {
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 8 })
      if (index === 0) await page.mouse.down()
    }
    await page.mouse.up()
  }
}

/** @param {string} dataDir */
async function takePictures(dataDir) {
  const { launchBrowser } = await import('./browser.mjs')
  const server = start(dataDir, ['serve', '--no-open'], ['ignore', 'pipe', 'inherit'])
  const browser = await launchBrowser()
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    await page.goto(await addressOf(server))
    /**
     * @param {string} name
     * @param {'light' | 'dark'} colorScheme
     */
    const shoot = async (name, colorScheme = 'light') => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Charts are drawn anew in the frame after a change of theme.
      await page.waitForTimeout(500)
      await page.screenshot({ path: join(root, 'docs', `${name}.png`) })
      process.stdout.write(`docs/${name}.png\n`)
    }
    await page.getByRole('row', { name: /Reference/ }).waitFor()
    await shoot('runs')
    await shoot('runs-dark', 'dark')
    await page.getByRole('link', { name: 'Reference' }).first().click()
    await page.getByText('Done in').waitFor()
    await shoot('run')
    await page.keyboard.press('Control+e')
    await page.getByRole('button', { name: /^Export as/ }).click()
    await page.getByText('Loaded again and compared').waitFor()
    await shoot('export')
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: /^Draw/ }).first().click()
    await page
      .getByRole('combobox', { name: 'Run', exact: true })
      .selectOption({ label: 'Reference' })
    await drawFour(page)
    await page.getByRole('button', { name: 'It was a 4' }).click()
    await page.getByText('Kept as a 4').waitFor()
    await shoot('draw')
    await shoot('draw-dark', 'dark')
    await page.getByRole('button', { name: /^Why/ }).click()
    const why = page.getByRole('region', { name: /^Why/ })
    await why.getByRole('button', { name: 'Without stroke 2' }).focus()
    await why.scrollIntoViewIfNeeded()
    await shoot('draw-why')
  } finally {
    await browser.close()
    server.kill('SIGINT')
    if (server.exitCode === null) await once(server, 'exit')
  }
}

if (await ensureReady()) {
  const dataDir = mkdtempSync(join(tmpdir(), 'digit-lab-screenshots-'))
  try {
    for (const args of trainings) await once(start(dataDir, ['train', ...args], 'inherit'), 'exit')
    await takePictures(dataDir)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
