import { csvParse } from 'd3-dsv'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Run } from '../../electron/contract/entities.ts'
import { addFinishedRuns } from '../fixtures/finished-runs.ts'
import { tempDir } from '../temp-dir.ts'
import { goTo } from './go-to.ts'
import { button, rowOf } from './run-grid.ts'
import { printed, serve, terminal } from './served.ts'

const markup = '<img src=x onerror=alert(1)>'
const hostile = [markup, '=cmd()', '\u202Egnp.exe', '🧪🏳️‍🌈🧪', 'W'.repeat(120)]
const longNote = `${markup}\n\n=cmd()\n\n${'n'.repeat(9900)}`

async function saved(page: Page, format: 'As CSV' | 'As JSON'): Promise<string> {
  await button(page, 'Export the list').click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: format }).click(),
  ])
  return readFile(await file.path(), 'utf8')
}

test('hostile names, tags and notes are text on every page and in every export', async () => {
  const dataDir = tempDir()
  addFinishedRuns(
    dataDir,
    hostile.map((name) => ({ name, tags: [name.slice(0, 40)] })),
  )
  await printed(dataDir, 'runs', 'note', '0000000000', longNote)
  for (const name of hostile) {
    const { id } = await terminal<{ id: string }>(dataDir, 'queue', 'add', '--name', name)
    await printed(dataDir, 'queue', 'hold', id)
    await printed(dataDir, 'runs', 'tag', id, '--add', 'waits')
  }
  // One that draws and is evaluated.
  const tiny = ['--train-images', '500', '--epochs', '1', '--hidden', '8'] as const
  const { id: reads } = await terminal<Run>(dataDir, 'train', ...tiny, '--name', markup)
  await printed(dataDir, 'runs', 'archive', '0000000001')
  await printed(dataDir, 'runs', 'delete', '0000000002')
  const served = serve(dataDir)
  const page = await served.open({ viewport: { width: 900, height: 700 } })
  page.on('dialog', (dialog) => {
    throw new Error(`A page asks: ${dialog.message()}`)
  })

  const isText = async (what: string) => {
    const found = await page.evaluate(() => ({
      made: document.querySelectorAll('[onerror], img[src="x"]').length,
      isWide: document.documentElement.scrollWidth > window.innerWidth,
    }))
    expect(found, what).toEqual({ made: 0, isWide: false })
  }
  for (const [path, name] of [
    ['/', markup],
    ['/queue', markup],
    ['/archive', '=cmd()'],
    ['/trash', 'gnp.exe'],
    ['/runs/0000000000', markup],
    ['/runs/0000000004', hostile[4] ?? ''],
    ['/compare?ids=0000000000,0000000003,0000000004', markup],
    ['/new?from=0000000000', ''],
    [`/draw/${reads}`, ''],
    [`/evaluate/${reads}`, 'Accuracy'],
    ['/handwriting', ''],
    ['/data', ''],
    ['/settings', 'Runs at once'],
  ] as const) {
    await goTo(page, path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByText(name).first().waitFor()
    await isText(path)
  }
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('<img')
  await page.getByRole('option', { name: markup }).first().waitFor()
  await isText('palette')
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: /^Runs/ }).first().click()
  await rowOf(page, /=cmd/).first().waitFor()
  const csv = csvParse(await saved(page, 'As CSV')).map((row) => row['name'])
  expect(csv).toContain("'=cmd()")
  expect(csv).toEqual(expect.arrayContaining([markup, hostile[2], hostile[3], hostile[4]]))
  const json = JSON.parse(await saved(page, 'As JSON')) as readonly { readonly name: string }[]
  expect(new Set(json.map(({ name }) => name))).toEqual(new Set(hostile))

  // The terminal's own exports, of the note too.
  const rows = csvParse(await printed(dataDir, 'runs', 'list', '--csv'))
  expect(rows.find(({ id }) => id === '0000000000')).toMatchObject({ name: markup, note: longNote })
  for (const row of rows)
    for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+@\t\r]/)
  const [run] = await terminal<Run[]>(dataDir, 'runs', 'list', '--search', '<img', '--limit', '1')
  expect(run?.name).toBe(markup)
  await expect(
    printed(dataDir, 'runs', 'rename', '0000000000', 'x'.repeat(10_000)),
  ).rejects.toThrow(/A name has 1 to 120 characters/)
  expect(served.errors).toEqual([])
})
