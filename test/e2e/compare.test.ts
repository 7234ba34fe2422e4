import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Run } from '../../electron/contract/entities.ts'
import { tempDir } from '../temp-dir.ts'
import { expectNoFaultInBoth } from './accessibility.ts'
import { printed, serve, terminal } from './served.ts'

const hostile = '<img src=x onerror=alert(1)>"&'

/** Two configurations with two seeds each, one with markup as its name. */
async function trained(): Promise<{ readonly dataDir: string; readonly runs: readonly Run[] }> {
  const dataDir = tempDir()
  const small = ['train', '--epochs=1', '--train-images=2000', '--hidden=16']
  for (const seed of ['1', '2']) {
    const name = (what: string) => `--name=${what}, seed ${seed}`
    await printed(dataDir, ...small, `--seed=${seed}`, '--learning-rate=0.01', name('Fast'))
    await printed(dataDir, ...small, `--seed=${seed}`, '--learning-rate=0.00001', name(hostile))
  }
  const runs = await terminal<readonly Run[]>(dataDir, 'runs', 'list')
  return { dataDir, runs: runs.toReversed() }
}

test('the page gives a verdict in words, swaps the baseline, sorts, brushes, and queues what would settle it', async () => {
  const { dataDir, runs } = await trained()
  const served = serve(dataDir)
  const page = await served.open({ viewport: { width: 1280, height: 1600 } })
  const ids = runs.map(({ id }) => id).join()
  await page.evaluate((query) => {
    location.hash = `/compare?ids=${query}`
  }, ids)
  const verdict = page.getByRole('region', { name: 'Honest comparison' })
  await verdict.getByRole('heading', { name: 'Fast (2 seeds)' }).waitFor()
  const row = verdict.getByRole('row', { name: hostile })
  expect(await row.textContent()).toMatch(/Worse|Inside the noise/)
  expect(await page.locator('img[src=x]').count()).toBe(0)

  await verdict.getByRole('combobox', { name: 'Against' }).selectOption('published')
  await verdict.getByRole('row', { name: /^Published.*baseline/ }).waitFor()
  expect(page.url()).toContain('baseline=published')
  await verdict.getByRole('row', { name: /^Fast.*(Worse|Inside the noise)$/ }).waitFor()

  await page.getByRole('radio', { name: 'Each run' }).check()
  await verdict.getByRole('row', { name: 'Fast, seed 2' }).waitFor()
  const table = page.getByRole('region', { name: 'Settings and results' })
  const names = async () => table.getByRole('columnheader').allTextContents()
  await table.getByRole('button', { name: 'Test error %, last' }).click()
  expect((await names())[1]).toContain('Fast')
  await table.getByRole('button', { name: 'Test error %, last' }).click()
  expect((await names())[1]).toContain('<img')
  expect(await table.getByText('(best)').count()).toBeGreaterThan(0)

  const parameters = page.getByRole('region', { name: 'Settings and what came of them' })
  await parameters.getByText('What mattered most').waitFor()
  await parameters.getByText(/^Only 4 runs/).waitFor()
  await expectNoFaultInBoth(page, 'compare')
  const upper = parameters.getByRole('slider', { name: 'Learning rate, upper end' })
  await upper.focus()
  await page.keyboard.press('PageDown')
  await parameters.getByText('2 of 4 runs picked').waitFor()
  await page.keyboard.press('Escape')
  await parameters.getByText('4 of 4 runs picked').waitFor()
  const grip = await parameters.locator('[data-axis=learning-rate]').boundingBox()
  if (!grip) throw new Error('No axis')
  const x = grip.x + grip.width / 2
  await page.mouse.move(x, grip.y + 4)
  await page.mouse.down()
  await page.mouse.move(x, grip.y + grip.height / 2, { steps: 5 })
  await page.mouse.up()
  await parameters.getByText('2 of 4 runs picked').waitFor()
  await parameters.getByRole('button', { name: 'Show in the list' }).click()
  await page.getByRole('grid').getByRole('row', { name: 'Fast, seed 1' }).waitFor()
  expect(await page.getByRole('grid').getByText('<img').count()).toBe(0)
  await page.goBack()

  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save report' }).click()
  await page.getByRole('button', { name: 'HTML, one page' }).click()
  const path = join(tempDir(), 'report.html')
  await (await saved).saveAs(path)
  const asked: string[] = []
  const report = await page.context().newPage()
  report.on('request', (request) => asked.push(request.url()))
  await report.goto(`file://${path}`)
  await report.getByRole('heading', { level: 1, name: 'the published result' }).waitFor()
  await report.getByRole('heading', { level: 3, name: `${hostile}, seed 1` }).waitFor()
  expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([])
  expect(await report.locator('img, script, link, iframe').count()).toBe(0)
  await report.close()

  const links = page.getByRole('region', { name: 'Error board' })
  await links.getByRole('link').waitFor()
  await page.getByRole('radio', { name: 'Groups of seeds' }).check()
  await page.getByRole('button', { name: /^Repeat each with 5 seeds, about/ }).click()
  await page.getByText('6 runs with further seeds were added to the queue').waitFor()
  const all = await terminal<readonly Run[]>(dataDir, 'runs', 'list')
  const fast = all.filter(({ config }) => config.learningRate === 0.01)
  expect(fast.map(({ seed }) => seed).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5])
  expect(page.url().split(',')).toHaveLength(10)
  expect(served.errors).toEqual([])
})
