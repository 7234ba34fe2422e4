import { expect, test } from 'vitest'
import type { Run } from '../../electron/contract/entities.ts'
import { defaultSettings, type Settings } from '../../electron/contract/settings.ts'
import { serve, terminal } from './served.ts'

test('settings are changed in a browser and in the terminal, each sees what the other did', async () => {
  const { dataDir, open, errors } = serve()
  const page = await open()
  const field = (name: string) => page.getByRole('textbox', { name })
  const settings = () => terminal<Settings>(dataDir, 'settings')

  await page.keyboard.press('Control+,')
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await field('Cores').fill('0')
  await field('Cores').press('Enter')
  await page.getByText('Cores must be a whole number from 1 to 256, or auto').waitFor()
  expect(await settings()).toEqual(defaultSettings)
  await field('Cores').fill('2')
  await field('Cores').press('Enter')
  await page.getByText('Cores: 2, saved').waitFor()
  expect(await settings()).toEqual({ ...defaultSettings, cores: 2 })

  await terminal(dataDir, 'settings', 'set', 'runs-at-once', '3')
  await expect.poll(() => field('Runs at once').inputValue()).toBe('3')
  await field('Seconds between checkpoints').fill('60')
  await page.keyboard.press('Tab')
  await page.getByText('Seconds between checkpoints: 60, saved').waitFor()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(() => field('Seconds between checkpoints').inputValue()).toBe('30')
  expect(await settings()).toEqual({ ...defaultSettings, cores: 2, runsAtOnce: 3 })
  expect(errors).toEqual([])
})

test('every run that trains is shown beside the pages, and can be stopped there', async () => {
  const { dataDir, open, errors } = serve()
  const page = await open()
  const small = ['--hidden', '16', '--train-images', '2000', '--epochs', '1000', '--threads', '1']
  const train = (name: string) =>
    // Its exit code says that it was stopped.
    terminal(dataDir, 'train', ...small, '--name', name).catch(() => undefined)
  const trained = [train('One'), train('Other')]
  const now = page.getByRole('region', { name: 'Training now' })
  await expect.poll(() => now.getByRole('progressbar').count()).toBe(2)
  await now.getByRole('button', { name: 'Stop One' }).click()
  await expect.poll(() => now.getByRole('link').allTextContents()).toEqual(['Other'])
  await now.getByRole('button', { name: 'Stop Other' }).click()
  await expect.poll(() => now.count()).toBe(0)
  await Promise.all(trained)
  const runs = await terminal<Run[]>(dataDir, 'runs', 'list')
  expect(runs.map(({ status }) => status)).toEqual(['stopped', 'stopped'])
  expect(errors).toEqual([])
})
