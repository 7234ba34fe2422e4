import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Run } from '../../electron/contract/entities.ts'
import { tempDir } from '../temp-dir.ts'
import { expectNoFaultInBoth } from './accessibility.ts'
import { goTo } from './go-to.ts'
import { printed, serve, terminal } from './served.ts'

const train = (dataDir: string, name: string) =>
  terminal<{ readonly id: string }>(
    dataDir,
    ...['train', '--train-images', '2000', '--epochs', '1', '--hidden', '16', '--name', name],
  )

/** A model file of a run, named as it is to be. */
async function exported(dataDir: string, run: string, format: string, name: string) {
  const path = join(tempDir(), name)
  await printed(dataDir, 'export', run, '--format', format, '--output', path)
  return path
}

/** Chooses files in the dialog that a key opens. */
async function open(page: Page, paths: readonly string[]) {
  const asked = page.waitForEvent('filechooser')
  // Once this is answered, the browser hands its file dialogs over.
  await page.evaluate(() => undefined)
  await page.keyboard.press('Control+o')
  const chooser = await asked
  await chooser.setFiles([...paths])
  const dialog = page.getByRole('dialog', { name: 'Import' })
  await dialog.waitFor()
  return dialog
}

/** Holds a file over the page, or lets it go there. */
async function drag(page: Page, kind: 'dragover' | 'drop', path: string): Promise<void> {
  const file = { name: basename(path), bytes: (await readFile(path)).toString('base64') }
  await page.evaluate(
    ({ kind: type, name, bytes }) => {
      const dataTransfer = new DataTransfer()
      const content = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))
      dataTransfer.items.add(new File([content], name))
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true }))
    },
    { kind, ...file },
  )
}

const namesOf = async (dataDir: string) =>
  (await terminal<Run[]>(dataDir, 'runs', 'list')).map(({ name }) => name)

test('a model comes in by Open, is told of first, reads a drawing, and goes to the bin again', async () => {
  const served = serve()
  const { dataDir } = served
  await train(dataDir, 'First')
  const path = await exported(dataDir, 'First', 'onnx', 'from <b>outside.onnx')
  const page = await served.open()
  await page.getByRole('checkbox', { name: 'Select First' }).waitFor()
  const dialog = await open(page, [path])
  await dialog.getByText('784 → 16 → 10, ReLU').waitFor()
  await dialog.getByText('12,730', { exact: true }).waitFor()
  await dialog.getByText('28 × 28, pixels 0 to 1').waitFor()
  await expectNoFaultInBoth(page, 'import')
  const name = dialog.getByRole('textbox', { name: 'Name of the run' })
  expect(await name.inputValue()).toBe('from <b>outside')
  await name.fill('Newcomer <i>')
  await page.keyboard.press('Enter')

  await page.getByText('Newcomer <i> is imported').waitFor()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /Newcomer <i>/ }).waitFor()
  expect(await namesOf(dataDir)).toContain('Newcomer <i>')
  await page.getByRole('region', { name: 'Messages' }).getByRole('link', { name: 'Open' }).click()
  await page.getByRole('heading', { level: 1, name: 'Newcomer <i>' }).waitFor()

  await page.getByRole('link', { name: 'Draw', exact: true }).first().click()
  const pad = page.getByRole('application')
  await pad.waitFor()
  const box = await pad.boundingBox()
  if (!box) throw new Error('The pad is not on the page')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 5)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + (box.height * 4) / 5, { steps: 8 })
  await page.mouse.up()
  await expect.poll(() => page.locator('.answer .big').textContent()).toMatch(/^\d$/)

  await page.keyboard.press('Escape')
  await goTo(page, '/')
  await page.getByRole('row', { name: /Newcomer <i>/ }).waitFor()
  await page.keyboard.press('Control+z')
  await page.getByRole('row', { name: /Newcomer <i>/ }).waitFor({ state: 'detached' })
  expect(await namesOf(dataDir)).not.toContain('Newcomer <i>')
  expect(served.errors).toEqual([])
})

test('a file dropped on the page is taken, and one that is here already is found again', async () => {
  const served = serve()
  const { dataDir } = served
  await train(dataDir, 'First')
  const path = await exported(dataDir, 'First', 'keras', 'dropped.keras')
  const page = await served.open()
  await page.getByRole('checkbox', { name: 'Select First' }).waitFor()
  await drag(page, 'dragover', path)
  await page.getByText('Let go to see what is in the file').waitFor()
  await drag(page, 'drop', path)
  await page.getByText('Let go to see what is in the file').waitFor({ state: 'detached' })
  const dialog = page.getByRole('dialog', { name: 'Import' })
  await dialog.getByText('Keras', { exact: true }).waitFor()
  await dialog.getByRole('button', { name: 'Import the file' }).click()
  await page.getByRole('row', { name: /dropped/ }).waitFor()

  await drag(page, 'drop', path)
  await dialog.getByRole('button', { name: 'Import the file' }).click()
  await dialog.getByText('It was imported before, as the run').waitFor()
  await dialog.getByRole('link', { name: 'dropped' }).click()
  await page.getByRole('heading', { level: 1, name: 'dropped' }).waitFor()
  expect(await namesOf(dataDir)).toEqual(['dropped', 'First'])
  expect(served.errors).toEqual([])
})

test('several files come in one after the other, and what is refused says why beside its name', async () => {
  const served = serve()
  const { dataDir } = served
  await train(dataDir, 'First')
  const good = await exported(dataDir, 'First', 'npz', 'one.npz')
  const pickle = await exported(dataDir, 'First', 'torch', 'two.pt')
  const empty = join(tempDir(), 'empty.onnx')
  await writeFile(empty, '')
  const large = join(tempDir(), 'large.onnx')
  await writeFile(large, Buffer.alloc(45 * 1024 * 1024 + 1))
  const page = await served.open()
  await page.getByRole('checkbox', { name: 'Select First' }).waitFor()
  const dialog = await open(page, [pickle, good, empty, large])
  const item = (name: string) => dialog.getByRole('listitem').filter({ hasText: name })
  await item('two.pt')
    .getByText(/found a PyTorch or pickle file/)
    .waitFor()
  await item('empty.onnx').getByText('The file is empty.').waitFor()
  await item('large.onnx')
    .getByText(/digit-lab import FILE takes larger ones/)
    .waitFor()
  await dialog.getByRole('button', { name: 'Import the file' }).click()
  await item('one.npz').getByText('It is now the run').waitFor()
  await item('empty.onnx').getByRole('button', { name: 'Leave empty.onnx out' }).click()
  await item('empty.onnx').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await namesOf(dataDir)).toEqual(['one', 'First'])
  expect(served.errors).toEqual([])
})

test('whole runs leave as a bundle and come in on another data folder', async () => {
  const from = serve()
  for (const name of ['First', 'Second']) await train(from.dataDir, name)
  const page = await from.open()
  for (const name of ['First', 'Second'])
    await page.getByRole('checkbox', { name: `Select ${name}` }).check()
  await page.getByRole('toolbar').getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Models or whole runs' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export 2 runs' })
  await expectNoFaultInBoth(page, 'bundle')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export as Run bundle' }).click(),
  ])
  await dialog.getByText('Read again and found whole: 2 runs').waitFor()
  const path = join(tempDir(), download.suggestedFilename())
  await download.saveAs(path)
  await from.end()

  const to = serve()
  const other = await to.open()
  await other.getByRole('button', { name: 'Open a model file' }).waitFor()
  const importing = await open(other, [path])
  await importing.getByRole('button', { name: 'Import the file' }).click()
  await other.getByText('2 runs are imported').waitFor()
  for (const name of ['First', 'Second'])
    await other.getByRole('checkbox', { name: `Select ${name}` }).waitFor()
  expect([...(await namesOf(to.dataDir))].sort()).toEqual(['First', 'Second'])
  expect([...from.errors, ...to.errors]).toEqual([])
})
