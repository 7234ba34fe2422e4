import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Run } from '../../electron/contract/entities.ts'
import { addFinishedRuns } from '../fixtures/finished-runs.ts'
import { tempDir } from '../temp-dir.ts'
import { button, choose, filter, grid, names, rowOf } from './run-grid.ts'
import { serve, terminal } from './served.ts'

const hostile = [
  '<img src=x onerror=alert(1)>',
  '=cmd()',
  '\u202Egnp.exe',
  '🧪🧪🧪',
  'W'.repeat(120),
]

test('hostile names are text and break no layout, in the list, its menus and its export', async () => {
  const dataDir = tempDir()
  addFinishedRuns(
    dataDir,
    hostile.map((name) => ({ name, tags: [name.slice(0, 40)] })),
  )
  const served = serve(dataDir)
  const page = await served.open({ viewport: { width: 900, height: 700 } })
  await rowOf(page, /=cmd/).waitFor()
  expect(await names(page)).toEqual(hostile.toReversed())
  expect(await page.locator('main img').count()).toBe(0)
  const height = await grid(page).locator('[data-line]').first().boundingBox()
  expect(height?.height).toBe(32)
  expect(await grid(page).evaluate((list) => list.scrollWidth <= list.clientWidth)).toBe(true)

  await button(page, 'Tag').click()
  await page.getByRole('menuitemcheckbox', { name: '<img src=x' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => names(page)).toEqual([hostile[0]])
  await button(page, 'Remove filter: Tag').click()
  await expect.poll(() => filter(page).inputValue()).toBe('')

  await button(page, 'Export the list').click()
  const saved = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'As CSV' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toBe('runs.csv')
  const text = await readFile(await file.path(), 'utf8')
  expect(text.split('\n')[0]).toContain('name,status,hidden')
  expect(text).toContain("'=cmd()")
  expect(text).not.toMatch(/^=cmd/m)
  expect(served.errors).toEqual([])
})

test('runs are filtered, sorted, grouped, and looked at in saved views', async () => {
  const dataDir = tempDir()
  addFinishedRuns(dataDir, [
    { name: 'Adam 1', error: 0.02 },
    { name: 'Adam 2', error: 0.03, config: { seed: 2 } },
    { name: 'Sgd', error: 0.05, config: { optimizer: 'sgd' }, tags: ['slow'] },
  ])
  const served = serve(dataDir)
  const page = await served.open()
  await rowOf(page, /Sgd/).waitFor()

  // An expression with a suggestion; an error with its place; none found.
  await page.keyboard.press('/')
  await filter(page).pressSequentially('error < 4% and opt')
  await page.getByRole('option', { name: 'optimizer' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.type('= adam')
  await expect.poll(() => names(page)).toEqual(['Adam 2', 'Adam 1'])
  await page.getByText('2 of 3 runs').waitFor()
  await page.keyboard.type(' and (')
  await page
    .getByRole('alert')
    .getByText(/^Character \d+/)
    .waitFor()
  expect(await names(page)).toEqual(['Adam 2', 'Adam 1'])
  await filter(page).fill('error < 1%')
  await page.getByText('The least test error of all runs is 2.00 %, of Adam 1.').waitFor()
  await button(page, 'Clear the filter').click()
  await rowOf(page, /Sgd/).waitFor()

  // Order and columns, by pointer and by keyboard.
  const bestHead = grid(page).getByRole('columnheader', { name: /Test % ?best/ })
  await bestHead.getByRole('button').click()
  await expect.poll(() => names(page)).toEqual(['Adam 1', 'Adam 2', 'Sgd'])
  expect(await bestHead.getAttribute('aria-sort')).toBe('ascending')
  await bestHead.getByRole('button').press('Alt+Shift+ArrowRight')
  await bestHead.getByRole('button').press('Alt+ArrowLeft')
  const heads = () =>
    grid(page)
      .locator('[data-column]')
      .evaluateAll((all) => all.map((head) => (head as HTMLElement).dataset['column']))
  expect((await heads()).indexOf('best-error')).toBe((await heads()).indexOf('test-error') - 1)

  // Groups with their means.
  await button(page, 'Columns').click()
  await page.getByRole('checkbox', { name: 'Optimizer' }).check()
  await page.getByLabel('Group by').selectOption('optimizer')
  await page.keyboard.press('Escape')
  const groups = page.getByRole('treegrid', { name: 'Runs' })
  const adam = groups.getByRole('row', { name: /Optimizer: adam/ })
  await adam.getByText('2 runs').waitFor()
  expect(await adam.textContent()).toMatch(/2\.50\s*±0\.71/)
  await button(page, 'Close Optimizer: adam').click()
  await expect.poll(() => groups.getByRole('row', { name: /Adam 1/ }).count()).toBe(0)

  // A view under a name comes back whole, after a restart too.
  await button(page, 'Views').click()
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('By optimizer')
  await button(page, 'Save view').click()
  await page.getByText('View By optimizer is saved').waitFor()
  await button(page, 'Columns').click()
  await button(page, 'Back to the first columns').click()
  await page.keyboard.press('Escape')
  await grid(page).waitFor()
  await page.reload()
  await button(page, 'Views').click()
  await button(page, 'By optimizer').click()
  await groups.waitFor()
  await button(page, 'By optimizer').click()
  await button(page, 'Rename view By optimizer').click()
  await page.getByRole('textbox', { name: 'Rename view By optimizer' }).fill('Grouped')
  await page.keyboard.press('Enter')
  await button(page, 'Delete view Grouped').click()
  await page.getByText('View Grouped is deleted').waitFor()
  expect(served.errors).toEqual([])
})

test('a run is renamed, tagged, painted, pinned and made the baseline, where it stands', async () => {
  const dataDir = tempDir()
  addFinishedRuns(dataDir, [
    { name: 'First', error: 0.02 },
    { name: 'Second', error: 0.03, tags: ['known'] },
  ])
  const served = serve(dataDir)
  const page = await served.open()
  await rowOf(page, /Second/).waitFor()
  await rowOf(page, /First/).getByText('+0.13').waitFor()

  await choose(page, 'First', 'Rename')
  await page.getByRole('textbox', { name: 'New name of First' }).fill('Renamed')
  await page.keyboard.press('Enter')
  await rowOf(page, /Renamed/).waitFor()

  await choose(page, 'Renamed', 'Tags')
  await page.getByRole('combobox', { name: 'Add a tag' }).fill('class 3b')
  await page.keyboard.press('Enter')
  await button(page, 'Remove tag class 3b').waitFor()
  await page.keyboard.press('Escape')

  await button(page, 'Colour of Renamed').click()
  await page
    .getByRole('radiogroup', { name: 'Colour of Renamed' })
    .getByRole('radio', { checked: true })
    .press('ArrowLeft')
  await page.keyboard.press('Enter')

  await choose(page, 'Renamed', 'Pin')
  await expect.poll(() => names(page)).toEqual(['Renamed', 'Second'])
  await page.getByRole('list', { name: 'Pinned' }).getByText('Renamed').waitFor()

  await rowOf(page, /Renamed/).focus()
  await page.keyboard.press('b')
  await grid(page)
    .getByRole('row', { name: /Renamed.*Baseline/ })
    .waitFor()
  await rowOf(page, /Second/)
    .getByText('+1.00')
    .waitFor()
  const [, renamed] = await terminal<Run[]>(dataDir, 'runs', 'list')
  expect(renamed).toMatchObject({ name: 'Renamed', tags: ['class 3b'], colour: 10, isPinned: true })

  // The same on its page.
  await rowOf(page, /Renamed.*Done/)
    .getByRole('link', { name: 'Renamed' })
    .click()
  await button(page, 'Rename').click()
  await page.getByRole('textbox', { name: 'New name of Renamed' }).fill('First again')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'First again', level: 2 }).waitFor()
  await button(page, 'Pin').click()
  await expect.poll(() => button(page, 'Pin').getAttribute('aria-pressed')).toBe('false')
  await choose(page, 'First again', 'No longer the baseline')
  await page.getByRole('link', { name: /^Runs/ }).first().click()
  await grid(page)
    .getByRole('row', { name: /Published result.*Baseline/ })
    .waitFor()
  expect(served.errors).toEqual([])
})

test('many runs are archived, deleted, restored and deleted for good, and each but the last is undone', async () => {
  const dataDir = tempDir()
  addFinishedRuns(
    dataDir,
    ['a', 'b', 'c', 'd'].map((name) => ({ name: `Run ${name}` })),
  )
  const served = serve(dataDir)
  const page = await served.open()
  const select = async (...runs: readonly string[]) => {
    for (const name of runs) await page.getByRole('checkbox', { name: `Select ${name}` }).click()
  }
  const bulk = (name: string) =>
    page.getByRole('toolbar').getByRole('button', { name, exact: true })
  await rowOf(page, /Run a/).waitFor()

  await select('Run a', 'Run b')
  await bulk('Archive').click()
  await page.getByText('2 runs are archived').waitFor()
  await expect.poll(() => names(page)).toEqual(['Run d', 'Run c'])
  await button(page, 'Undo').click()
  await rowOf(page, /Run a/).waitFor()

  // From the keyboard: archive one, delete another.
  await rowOf(page, /Run a/).focus()
  await page.keyboard.press('e')
  await page.getByText('Run a is archived').waitFor()
  await rowOf(page, /Run b/).focus()
  await page.keyboard.press('Delete')
  await page.getByText('Run b is deleted').waitFor()
  await expect.poll(() => names(page)).toEqual(['Run d', 'Run c'])

  await page.getByRole('link', { name: /Archive/ }).click()
  await rowOf(page, /Run a/).waitFor()
  await choose(page, 'Run a', 'Back to the list')
  await page.getByText('Nothing is archived').waitFor()

  await page.getByRole('link', { name: /Runs/ }).first().click()
  await select('Run c', 'Run d')
  await bulk('Delete').click()
  await page.getByText('2 runs are deleted').waitFor()
  await page.getByRole('link', { name: /Trash/ }).click()
  await expect.poll(() => names(page)).toEqual(['Run d', 'Run c', 'Run b'])
  await choose(page, 'Run d', 'Restore')
  await expect.poll(() => names(page)).toEqual(['Run c', 'Run b'])

  await select('Run b', 'Run c')
  await bulk('Delete for good').click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete 2 runs for good?' })
  await dialog.getByText('Run b').waitFor()
  await expect
    .poll(() =>
      dialog
        .getByRole('button', { name: 'Cancel' })
        .evaluate((cancel) => cancel === document.activeElement),
    )
    .toBe(true)
  await page.keyboard.press('Escape')
  expect(await names(page)).toEqual(['Run c', 'Run b'])
  await bulk('Delete for good').click()
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await page.getByText('The trash is empty').waitFor()
  const left = await terminal<Run[]>(dataDir, 'runs', 'list')
  expect(left.map(({ name }) => name)).toEqual(['Run d', 'Run a'])
  expect(served.errors).toEqual([])
})
