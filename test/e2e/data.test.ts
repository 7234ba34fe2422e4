import { expect, test } from 'vitest'
import type { Run } from '../../electron/contract/entities.ts'
import { tempCore } from '../core/temp-core.ts'
import { tinyCsv } from '../fixtures/tiny-csv.ts'
import { tempDir } from '../temp-dir.ts'
import { serve, terminal } from './served.ts'

test('a data set of the terminal shows in the browser, trains a run there, and is deleted by the keyboard', async () => {
  const served = serve()
  const page = await served.open()
  await page.getByRole('link', { name: 'Data sets' }).click()
  await page.getByText('No data set of your own yet').waitFor()
  await page.getByRole('img', { name: 'The first test image of class 7' }).waitFor()
  await terminal(served.dataDir, 'data', 'add', 'tiny', '--csv', tinyCsv(tempDir(), 50))
  const card = page.getByRole('region', { name: 'tiny' })
  await card.getByText('40 train, 10 test images').waitFor()
  await card.getByText('4 × 4 pixels').waitFor()
  await card.getByRole('img', { name: 'The first test image of class b' }).waitFor()

  await card.getByRole('link', { name: 'New run on tiny' }).click()
  const textbox = (name: string) => page.getByRole('textbox', { name })
  const dataset = page.getByLabel('Data set', { exact: true })
  await expect.poll(() => dataset.inputValue()).toBe('tiny')
  expect(await textbox('Inputs').inputValue()).toBe('16')
  expect(await textbox('Outputs').inputValue()).toBe('2')
  expect(await textbox('Training images').inputValue()).toBe('40')
  await dataset.selectOption('mnist')
  expect(await textbox('Inputs').inputValue()).toBe('784')
  expect(await textbox('Training images').inputValue()).toBe('60,000')
  await dataset.selectOption('tiny')

  const start = page.getByRole('button', { name: 'Start training' })
  await textbox('Style strength').fill('1')
  await start.click()
  await page.getByText('Style strength must be 0: it draws on the digits 0 to 9').waitFor()
  await textbox('Style strength').fill('0')
  await textbox('Hidden layers').fill('4')
  await page.getByText('78 weights in all').waitFor()
  await textbox('Batch size').fill('8')
  await page.getByText('5 steps an epoch').waitFor()
  await start.click()
  await page.getByText('Done in').waitFor({ timeout: 60_000 })
  await page.getByText('of 10', { exact: true }).waitFor()

  const [run] = await terminal<Run[]>(served.dataDir, 'runs', 'list')
  expect(run).toMatchObject({ status: 'completed', dataset: { id: 'tiny' } })
  await page.keyboard.press('Control+6')
  const remove = card.getByRole('button', { name: 'Delete the data set tiny' })
  const confirm = page.getByRole('alertdialog').getByRole('button', { name: 'Delete' })
  await remove.press('Enter')
  await confirm.press('Enter')
  await page.getByText('The data set tiny cannot be deleted: a run was made for it').waitFor()

  const core = tempCore({ dataDir: served.dataDir, worksQueue: false })
  if (run) await core.ask('runs.delete', { ids: [run.id] })
  await remove.press('Enter')
  await page.keyboard.press('Escape')
  await remove.press('Enter')
  await confirm.press('Enter')
  await page.getByText('Deleted the data set tiny').waitFor()
  await page.getByText('No data set of your own yet').waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  expect(served.errors).toEqual([])
})
