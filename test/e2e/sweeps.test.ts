import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Output } from '../../electron/contract/calls.ts'
import { expectNoFaultInBoth } from './accessibility.ts'
import { serve, terminal } from './served.ts'

/** A label also says where its field differs from the reference. */
const field = (page: Page, name: string) =>
  page.getByRole('textbox', { name: new RegExp(`^${name}( Changed from the reference)?$`) })

async function newRun(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'New run' }).first().click()
  await field(page, 'Training images').fill('2,000')
  await field(page, 'Epochs').fill('1')
}

test('commas in the form make a sweep: its plan, its page, its best values, and undo of its deletion', async () => {
  const served = serve()
  const page = await served.open()
  await newRun(page)
  await field(page, 'Hidden layers').fill('8, 16')
  await field(page, 'Seed').fill('1, 2')
  await page.getByText('This makes 4 runs').waitFor()
  await page.getByText('2 values.').first().waitFor()
  expect(await page.getByRole('table', { name: 'Runs this makes' }).getByRole('row').count()).toBe(
    5,
  )
  await expectNoFaultInBoth(page, 'form of a sweep')

  await field(page, 'Hidden layers').fill('8, 9999')
  await field(page, 'Hidden layers').blur()
  await page.getByText('9999: Hidden units must be a whole number from 1 to 4096').waitFor()
  await field(page, 'Hidden layers').fill('8, 16')

  await page.getByRole('button', { name: 'Add 4 runs to the queue' }).click()
  await page.getByRole('heading', { name: 'Hidden and seed sweep', level: 1 }).waitFor()
  await page.getByText('4 of 4 done').or(page.locator('.top').getByText('Done')).first().waitFor()
  await expect
    .poll(() => page.getByRole('table', { name: 'Best values' }).getByRole('row').count())
    .toBe(3)
  await expectNoFaultInBoth(page, 'page of a sweep')
  const [sweep] = await terminal<Output<'sweeps.list'>>(served.dataDir, 'sweeps', 'list')
  expect(sweep).toMatchObject({ state: 'completed', counts: { completed: 4 } })

  await page.getByRole('link', { name: 'Open run 3' }).click()
  await page.getByRole('link', { name: 'Run 3 of Hidden and seed sweep' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByText('There is no sweep yet.').waitFor()
  await expectNoFaultInBoth(page, 'no sweeps')
  await page.keyboard.press('Control+z')
  await page.getByRole('link', { name: 'Hidden and seed sweep' }).click()
  await page.getByRole('link', { name: 'Open run 4' }).waitFor()
  expect(served.errors).toEqual([])
})

test('a range in the form is searched, paused, resumed and extended', async () => {
  const served = serve()
  const page = await served.open()
  await newRun(page)
  await field(page, 'Epochs').fill('40')
  await field(page, 'Hidden layers').fill('16')
  await field(page, 'Learning rate').fill('0.001..0.1 log')
  await field(page, 'Runs').fill('3')
  await page.getByRole('button', { name: 'Add 3 runs to the queue' }).click()
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click()
  await page.locator('.top').getByText('Paused').waitFor()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.locator('.top').getByText('Under way').waitFor()
  await field(page, 'More runs').fill('2')
  await page.getByRole('button', { name: 'Extend' }).click()
  await page.getByRole('link', { name: 'Open run 5' }).waitFor()
  await page.locator('.top').getByRole('button', { name: 'Stop' }).click()
  await page.locator('.top').getByText('Stopped').waitFor()
  expect(served.errors).toEqual([])
})

test('repeats of the form are one group, and the page of a run tells mean, deviation and interval', async () => {
  const served = serve()
  const page = await served.open()
  await newRun(page)
  await field(page, 'Hidden layers').fill('8')
  await field(page, 'Repeats').fill('2')
  await page.getByRole('button', { name: 'Add 2 runs to the queue' }).click()
  await page.getByText('Mean of 2 seeds').waitFor()
  await page.getByText(/^95 % interval /).waitFor()
  await page.getByRole('button', { name: 'Repeat with 5 seeds' }).click()
  await page.getByRole('link', { name: 'Seed 6' }).waitFor()
  const runs = await terminal<Output<'runs.list'>>(served.dataDir, 'runs', 'list')
  expect(new Set(runs.map(({ group }) => group?.id)).size).toBe(1)
  expect(runs.map(({ seed }) => seed)).toEqual([6, 5, 4, 3, 2, 1])
  expect(served.errors).toEqual([])
})
