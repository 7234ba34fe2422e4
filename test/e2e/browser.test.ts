import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { Run, RunDetail } from '../../electron/contract/entities.ts'
import { expectNoFault } from './accessibility.ts'
import { chartPoints, firstSteps } from './journey.ts'
import { printed, serve, terminal } from './served.ts'

test('from the first start to an answer, in a browser', async () => {
  const served = serve()
  await firstSteps(await served.open())
  const shown = await terminal<RunDetail>(served.dataDir, 'runs', 'show', 'Two epochs')
  expect(shown).toMatchObject({ status: 'completed', progress: { step: 1200 } })
  expect(served.errors).toEqual([])
})

test('a run of the browser is in the terminal while it trains; after kill -9 both say interrupted', async () => {
  const served = serve()
  const page = await served.open()
  await page.getByRole('button', { name: 'Train the reference network' }).click()
  await expect.poll(() => chartPoints(page), { timeout: 60_000 }).toBeGreaterThan(0)
  expect(await terminal<Run[]>(served.dataDir, 'runs', 'list')).toMatchObject([
    { name: 'Reference', status: 'running' },
  ])

  for (const pid of trainersOf(served.dataDir)) process.kill(pid, 'SIGKILL')
  await page.getByText('Interrupted').first().waitFor({ timeout: 60_000 })
  expect(await terminal<Run[]>(served.dataDir, 'runs', 'list')).toMatchObject([
    { status: 'interrupted', reason: expect.stringContaining('SIGKILL') as string },
  ])
})

/** Process ids of the trainers of the program that serves a data folder. */
function trainersOf(dataDir: string): number[] {
  const processes = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((found) =>
      found ? [{ pid: Number(found[1]), parent: Number(found[2]), args: found[3] ?? '' }] : [],
    )
  const server = processes.find(({ args }) => args.includes('serve') && args.includes(dataDir))
  return processes
    .filter(({ parent, args }) => parent === server?.pid && args.includes('child.js'))
    .map(({ pid }) => pid)
}

test('a run that the terminal trains shows live in the browser', async () => {
  const served = serve()
  const page = await served.open()
  const trained = terminal<RunDetail>(
    served.dataDir,
    'train',
    '--epochs',
    '2',
    '--name',
    'Elsewhere',
  )
  await page.getByRole('row', { name: /Elsewhere.*Epoch/ }).waitFor({ timeout: 60_000 })
  await page.getByRole('row', { name: /Elsewhere.*Done/ }).waitFor({ timeout: 120_000 })
  expect((await trained).status).toBe('completed')
})

test(
  'no page has an accessibility fault, light or dark, wide or narrow',
  { timeout: 600_000 },
  async () => {
    const served = serve()
    const { dataDir } = served
    const small = ['--epochs', '1', '--train-images', '3000'] as const
    for (const name of ['One', 'Two', 'Archived', 'Deleted'])
      await terminal(dataDir, 'train', ...small, '--name', name)
    await printed(dataDir, 'runs', 'tag', 'One', '--add', 'a tag')
    await printed(dataDir, 'runs', 'archive', 'Archived')
    await printed(dataDir, 'runs', 'delete', 'Deleted')
    await printed(dataDir, 'settings', 'set', 'runs-at-once', '1')
    for (const name of ['Trains', 'Waits', 'Held'])
      await printed(dataDir, 'queue', 'add', '--epochs', '900', '--hidden', '16', '--name', name)
    await printed(dataDir, 'queue', 'hold', 'Held')
    const { id } = await terminal<Run>(dataDir, 'runs', 'show', 'One')
    const { id: other } = await terminal<Run>(dataDir, 'runs', 'show', 'Two')
    const { id: live } = await terminal<Run>(dataDir, 'runs', 'show', 'Trains')
    const pages: readonly (readonly [path: string, title: string])[] = [
      ['/', 'Runs'],
      ['/new', 'New run'],
      [`/new?from=${id}`, 'New run'],
      ['/draw', 'Draw'],
      [`/draw/${id}`, 'Draw'],
      ['/compare', 'Compare'],
      [`/compare?ids=${id},${other}`, 'Compare'],
      ['/queue', 'Queue'],
      ['/data', 'Data sets'],
      ['/settings', 'Settings'],
      ['/archive', 'Archive'],
      ['/trash', 'Trash'],
      [`/runs/${id}`, 'One'],
      [`/runs/${live}`, 'Trains'],
    ]
    const page = await served.open()
    for (const colorScheme of ['light', 'dark'] as const)
      for (const [width, height] of [
        [1280, 800],
        [900, 700],
      ] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize({ width, height })
        const where = (path: string) => `${path} ${colorScheme} ${String(width)}`
        for (const [path, title] of pages) {
          await page.evaluate((to) => {
            location.hash = to
          }, path)
          await page.getByRole('heading', { level: 1, name: title }).waitFor()
          await expectNoFault(page, where(path))
        }

        await page.evaluate(() => {
          location.hash = '/trash'
        })
        await page.getByRole('button', { name: 'More actions for Deleted' }).click()
        await page.getByRole('menuitem', { name: 'Delete for good' }).click()
        await page.getByRole('alertdialog').waitFor()
        await expectNoFault(page, where('purge'))
        await page.keyboard.press('Escape')
        await page.keyboard.press('Control+k')
        await page.getByRole('option').first().waitFor()
        await expectNoFault(page, where('palette'))
        await page.keyboard.press('Escape')
        await page.getByRole('option').first().waitFor({ state: 'detached' })
        await page.keyboard.press('?')
        await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
        await expectNoFault(page, where('keys'))
        await page.keyboard.press('Escape')
      }
    expect(served.errors).toEqual([])
  },
)
