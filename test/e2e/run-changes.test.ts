import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Run } from '../../electron/contract/entities.ts'
import { addFinishedRuns } from '../fixtures/finished-runs.ts'
import { tempDir } from '../temp-dir.ts'
import { button, choose, grid, rowOf } from './run-grid.ts'
import { serve, terminal } from './served.ts'
import { trainElsewhere } from './trains.ts'

const toolbar = (page: Page) => page.getByRole('toolbar')
const bulk = (page: Page, name: string) =>
  toolbar(page).getByRole('button', { name, exact: true }).click()
const selectAll = (page: Page) =>
  grid(page)
    .getByRole('checkbox', { name: /^Select all/ })
    .click()

/** What runs say of themselves and where they are, as the database has it. */
async function kept(dataDir: string) {
  const [active, archived, deleted] = await Promise.all([
    terminal<Run[]>(dataDir, 'runs', 'list'),
    terminal<Run[]>(dataDir, 'runs', 'list', '--archived'),
    terminal<Run[]>(dataDir, 'runs', 'list', '--deleted'),
  ])
  const ofRun = ({ name, tags, colour, isPinned }: Run) => ({ name, tags, colour, isPinned })
  return { active: active.map(ofRun), archived: archived.map(ofRun), deleted: deleted.map(ofRun) }
}

test('each change of many runs at once is taken back and done again', async () => {
  const dataDir = tempDir()
  addFinishedRuns(dataDir, [{ name: 'One', tags: ['old'] }, { name: 'Two' }, { name: 'Three' }])
  const served = serve(dataDir)
  const page = await served.open()
  await rowOf(page, /One/).waitFor()
  const before = await kept(dataDir)

  /** Does something, finds it in the database, takes it back by keys, does it again, and takes it back. */
  const takesBack = async (act: () => Promise<void>, said: string) => {
    await act()
    await page.getByText(said, { exact: true }).waitFor()
    const after = await kept(dataDir)
    expect(after).not.toEqual(before)
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('Control+z')
    await expect.poll(() => kept(dataDir)).toEqual(before)
    await page.keyboard.press('Control+y')
    await expect.poll(() => kept(dataDir)).toEqual(after)
    await page.keyboard.press('Control+z')
    await expect.poll(() => kept(dataDir)).toEqual(before)
  }
  const withAll = (act: () => Promise<void>) => async () => {
    await rowOf(page, /One/).waitFor()
    if ((await toolbar(page).count()) === 0) await selectAll(page)
    await act()
  }

  await takesBack(async () => {
    await rowOf(page, /One/).focus()
    await page.keyboard.press('F2')
    await page.getByRole('textbox', { name: 'New name of One' }).fill('Uno')
    await page.keyboard.press('Enter')
  }, 'One is now Uno')
  await takesBack(
    withAll(async () => {
      await bulk(page, 'Tag')
      await page.getByRole('combobox', { name: 'Add a tag' }).fill('new')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
    }),
    '3 runs are tagged new',
  )
  await takesBack(
    withAll(async () => {
      await bulk(page, 'More actions')
      await page.getByRole('menuitem', { name: 'Pin', exact: true }).click()
    }),
    '3 runs are pinned',
  )
  await takesBack(
    withAll(async () => {
      await bulk(page, 'More actions')
      await page.getByRole('menuitem', { name: 'Colour' }).click()
      await page
        .getByRole('radiogroup', { name: 'Colour of 3 runs' })
        .getByRole('radio', { name: 'Colour 7' })
        .click()
    }),
    '3 runs are changed',
  )
  await takesBack(
    withAll(() => bulk(page, 'Archive')),
    '3 runs are archived',
  )
  await takesBack(
    withAll(() => bulk(page, 'Delete')),
    '3 runs are deleted',
  )

  // What is in the trash comes back from there, whoever has forgotten how it came to be there.
  await rowOf(page, /One/).waitFor()
  if ((await toolbar(page).count()) === 0) await selectAll(page)
  await bulk(page, 'Delete')
  await page.getByText('3 runs are deleted', { exact: true }).waitFor()
  await page.reload()
  await page.getByRole('link', { name: /^Trash/ }).click()
  await rowOf(page, /One/).waitFor()
  await selectAll(page)
  await bulk(page, 'Restore')
  await expect.poll(() => kept(dataDir)).toEqual(before)
  expect(served.errors).toEqual([])
})

test('a run that trains is stopped when it is deleted; a purge asks first and says what it freed', async () => {
  const dataDir = tempDir()
  await trainElsewhere(dataDir, 'Live')
  const served = serve(dataDir)
  const page = await served.open()
  await rowOf(page, /Live/)
    .getByText(/^Epoch/)
    .waitFor()

  // Its row has other buttons; the menu is behind the other mouse button, or the menu key.
  await rowOf(page, /Live/).getByText('0.001').first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByText('Live is deleted').waitFor()
  await expect
    .poll(() => terminal<Run[]>(dataDir, 'runs', 'list', '--deleted'))
    .toMatchObject([{ name: 'Live', status: 'stopped' }])

  await page.getByRole('link', { name: /^Trash/ }).click()
  await rowOf(page, /Live/).waitFor()
  await choose(page, 'Live', 'Delete for good')
  const dialog = page.getByRole('alertdialog', { name: 'Delete 1 run for good?' })
  await dialog.getByText('Live').waitFor()
  await dialog.getByText(/[\d.]+ MB of disk become free/).waitFor()
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await page.getByText(/^[\d.]+ MB are free again$/).waitFor()
  expect(await terminal<Run[]>(dataDir, 'runs', 'list', '--deleted')).toEqual([])
  expect(served.errors).toEqual([])
})

test('clone opens the form as the run was, from its menu, by keys and from its page', async () => {
  const dataDir = tempDir()
  addFinishedRuns(dataDir, [
    { name: 'Mine', config: { hidden: [256, 64], learningRate: 0.003, epochs: 7, seed: 12 } },
  ])
  const served = serve(dataDir)
  const page = await served.open()
  const isFilled = async () => {
    await page.getByRole('heading', { name: 'New run' }).waitFor()
    const value = (label: string) => page.getByRole('textbox', { name: label }).inputValue()
    await expect.poll(() => value('Hidden layers')).toBe('256-64')
    expect(await value('Learning rate')).toBe('0.003')
    expect(await value('Epochs')).toBe('7')
    expect(await value('Seed')).toBe('12')
    await page.goBack()
  }
  await rowOf(page, /Mine/).waitFor()
  await choose(page, 'Mine', 'Clone')
  await isFilled()
  await rowOf(page, /Mine/).focus()
  await page.keyboard.press('Control+d')
  await isFilled()
  await rowOf(page, /Mine/).getByRole('link', { name: 'Mine' }).click()
  await page.getByRole('link', { name: 'Clone' }).click()
  await isFilled()
  expect(served.errors).toEqual([])
})

test('columns are sized and moved by pointer and keys, and stay so after a restart', async () => {
  const dataDir = tempDir()
  addFinishedRuns(dataDir, [{ name: 'One' }])
  const served = serve(dataDir)
  const page = await served.open()
  await rowOf(page, /One/).waitFor()
  const head = (key: string) => grid(page).locator(`[data-column="${key}"]`)
  const widthOf = async (key: string) => Math.round((await head(key).boundingBox())?.width ?? 0)
  const keys = () =>
    grid(page)
      .locator('[data-column]')
      .evaluateAll((heads) => heads.map((one) => (one as HTMLElement).dataset['column']))

  const width = await widthOf('status')
  const edge = await head('status').locator('.edge').boundingBox()
  if (!edge) throw new Error('The edge of the column is not there')
  await page.mouse.move(edge.x + 4, edge.y + 4)
  await page.mouse.down()
  await page.mouse.move(edge.x + 44, edge.y + 4, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => widthOf('status')).toBe(width + 40)
  await head('status').getByRole('button').press('Alt+Shift+ArrowLeft')
  await expect.poll(() => widthOf('status')).toBe(width + 24)
  expect((await head('status').boundingBox())?.x).toBe(
    (await rowOf(page, /One/).getByRole('gridcell').nth(3).boundingBox())?.x,
  )

  await head('batch').dragTo(head('hidden'))
  await expect.poll(keys).toEqual(expect.arrayContaining(['status', 'batch', 'hidden']))
  const order = await keys()
  expect(order.indexOf('batch')).toBe(order.indexOf('hidden') - 1)
  await head('batch').getByRole('button').press('Alt+ArrowRight')
  await expect.poll(async () => (await keys()).indexOf('batch')).toBe(order.indexOf('hidden'))
  expect(
    await head('batch')
      .getByRole('button')
      .evaluate((one) => one === document.activeElement),
  ).toBe(true)
  const inTheEnd = await keys()

  await button(page, 'Views').click()
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('<b>Mine</b>')
  await button(page, 'Save view').click()
  await page.getByText('View <b>Mine</b> is saved').waitFor()
  expect(served.errors).toEqual([])
  await served.end()

  // Another browser knows nothing but what the data folder holds.
  const after = serve(dataDir)
  const again = await after.open()
  await rowOf(again, /One/).waitFor()
  await button(again, 'Views').click()
  await button(again, '<b>Mine</b>').click()
  await expect
    .poll(() =>
      grid(again)
        .locator('[data-column]')
        .evaluateAll((heads) => heads.map((one) => (one as HTMLElement).dataset['column'])),
    )
    .toEqual(inTheEnd)
  expect(
    Math.round((await grid(again).locator('[data-column="status"]').boundingBox())?.width ?? 0),
  ).toBe(width + 24)
  expect(after.errors).toEqual([])
})
