import AxeBuilder from '@axe-core/playwright'
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { Run, RunDetail } from '../../electron/contract/entities.ts'
import { chartPoints, firstSteps } from './journey.ts'
import { serve, terminal } from './served.ts'

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

test('no page has an accessibility fault, light or dark, wide or narrow', async () => {
  const served = serve()
  await terminal(
    served.dataDir,
    'train',
    '--epochs',
    '1',
    '--train-images',
    '3000',
    '--name',
    'One',
  )
  await terminal(served.dataDir, 'train', '--epochs', '1', '--train-images', '3000', '--seed', '2')
  const [run] = await terminal<Run[]>(served.dataDir, 'runs', 'list')
  const page = await served.open()
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [1280, 800],
      [900, 700],
    ] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height })
      for (const path of [
        '/',
        '/new',
        '/draw',
        '/compare',
        '/data',
        '/settings',
        `/runs/${run?.id ?? ''}`,
      ]) {
        await page.evaluate((to) => {
          location.hash = to
        }, path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
          `${path} ${colorScheme} ${String(width)}`,
        ).toEqual([])
      }
    }
})
