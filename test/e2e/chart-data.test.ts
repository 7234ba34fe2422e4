import { join } from 'node:path'
import { csvParse } from 'd3-dsv'
import { expect, test } from 'vitest'
import type { Output } from '../../electron/contract/calls.ts'
import type { Run } from '../../electron/contract/entities.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { addPoints } from '../../electron/store/training.sql.ts'
import { addFinishedRuns } from '../fixtures/finished-runs.ts'
import { tempDir } from '../temp-dir.ts'
import { drawing, plotOf, saved } from './chart-acts.ts'
import { serve, terminal } from './served.ts'

const small = ['--train-images', '1000', '--epochs', '3', '--record-every', '2'] as const

test('of 20,000 points of a run no more than 2,000 come over the wire, the least and greatest loss among them', async () => {
  const dataDir = tempDir()
  addFinishedRuns(dataDir, [{ name: 'Long' }])
  const { id } = await terminal<Run>(dataDir, 'runs', 'show', 'Long')
  const spikes = new Map([
    [7001, 9],
    [12_345, 0.001],
  ])
  const db = openDatabase(join(dataDir, 'lab.db'))
  db.transaction(() => {
    const points = Array.from({ length: 20_000 }, (_, index) => {
      const step = index + 1
      const loss = spikes.get(step) ?? 0.5 + (step % 10) / 100
      return { step, images: 100, seconds: step / 100, error: 0.1, loss }
    })
    addPoints(db, id, points)
  })()
  db.close()

  const served = serve(dataDir)
  const page = await served.open()
  const answered = page.waitForResponse((response) => response.url().endsWith('/runs.metrics'))
  await page.getByRole('link', { name: 'Long' }).first().click()
  const reply = (await (await answered).json()) as { value: Output<'runs.metrics'> }
  const points = reply.value.flatMap((run) => run.points)
  expect(points.length).toBeGreaterThan(500)
  expect(points.length).toBeLessThanOrEqual(2000)
  const losses = points.map(({ loss }) => loss ?? 0)
  expect([Math.min(...losses), Math.max(...losses)]).toEqual([0.001, 9])
  await page.getByRole('heading', { name: 'Long', level: 2 }).waitFor()
  await plotOf(page, 'Error rate').waitFor()
  expect(served.errors).toEqual([])
})

test('repeats are a mean with a band, a run page shows learning rate, speed and strips, and keys read them', async () => {
  const served = serve()
  for (const seed of ['1', '2'])
    await terminal(served.dataDir, 'train', ...small, '--seed', seed, '--name', `Base ${seed}`)
  const page = await served.open()
  const legend = page.getByRole('list', { name: 'Runs in the charts' })
  await legend.getByText('Base 1').waitFor()
  const bands = async () => (await drawing(page)).svg.match(/<path d="M[^"]+Z"/g)?.length ?? 0
  const without = await bands()
  await page.getByRole('button', { name: 'Lines' }).click()
  await page.getByLabel('Group repeats').check()
  await page.keyboard.press('Escape')
  await legend.getByText('Base 2, mean of 2').waitFor()
  expect(await bands()).toBeGreaterThan(without)

  await page.getByRole('link', { name: 'Base 1' }).first().click()
  const rate = plotOf(page, 'Learning rate')
  await rate.focus()
  await page.keyboard.press('End')
  await expect.poll(() => rate.getAttribute('aria-valuetext')).toContain('0.001')
  const valuesOf = async (chart: string) =>
    csvParse((await saved(page, 'CSV', { chart })).bytes.toString('utf8')).map((row) =>
      Number(row['value']),
    )
  expect(new Set(await valuesOf('Learning rate'))).toEqual(new Set([0.001]))
  const speeds = await valuesOf('Images a second')
  expect(speeds.length).toBeGreaterThan(3)
  expect(Math.min(...speeds)).toBeGreaterThan(0)

  const strip = page.locator('.strip').getByRole('slider').first()
  const before = await strip.getAttribute('aria-valuetext')
  await strip.focus()
  await page.keyboard.press('End')
  await expect.poll(() => strip.getAttribute('aria-valuetext')).not.toBe(before)
  const last = await strip.getAttribute('aria-valuetext')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => strip.getAttribute('aria-valuetext')).not.toBe(last)
  expect(served.errors).toEqual([])
})

test('keys of the menu of a run work on its page', async () => {
  const dataDir = tempDir()
  addFinishedRuns(dataDir, [{ name: 'One' }])
  const served = serve(dataDir)
  const page = await served.open()
  await page.setViewportSize({ width: 900, height: 700 })
  await page.getByRole('link', { name: 'One', exact: true }).first().click()
  await page.getByRole('heading', { name: 'One', level: 2 }).waitFor()
  await page.keyboard.press('b')
  await page.locator('.run-tags').getByText('Baseline').waitFor()
  await page.keyboard.press('F2')
  await page.getByRole('textbox', { name: 'New name of One' }).fill('Another')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Another', level: 2 }).waitFor()

  // Buttons without room are in the menu.
  expect(await page.locator('.run-head').getByRole('button', { name: 'Delete' }).count()).toBe(0)
  await page.getByRole('button', { name: 'More actions for Another' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor()
  await expect.poll(() => page.locator('[data-line]').count()).toBe(0)
  expect(served.errors).toEqual([])
})
