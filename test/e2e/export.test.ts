import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { exportFormats, type ExportFormat } from '../../electron/contract/exports.ts'
import { answersOfFile } from '../../electron/core/export/answers-of-file.ts'
import { modelCard } from '../../electron/formats/plain-model.ts'
import en from '../../renderer/locales/en.json' with { type: 'json' }
import { tempDir } from '../temp-dir.ts'
import { expectNoFaultInBoth } from './accessibility.ts'
import { goTo } from './go-to.ts'
import { serve, terminal } from './served.ts'

const train = (dataDir: string, name: string, hidden = '24') =>
  terminal<{ readonly id: string }>(
    dataDir,
    ...['train', '--train-images', '2000', '--epochs', '2', '--hidden', hidden, '--name', name],
  )

/** The dialog about a run, opened by its key on the run's page. */
async function openDialog(page: Page, id: string) {
  await goTo(page, `/runs/${id}`)
  await page.getByRole('button', { name: 'Export', exact: true }).waitFor()
  await page.keyboard.press('Control+e')
  const dialog = page.getByRole('dialog', { name: /^Export / })
  await dialog.getByRole('option', { name: /^What the run ended with/ }).waitFor({
    state: 'attached',
  })
  return dialog
}
type Dialog = Awaited<ReturnType<typeof openDialog>>

/** Exports in the form that is chosen, and returns where the file is kept. */
async function save(page: Page, dialog: Dialog): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: /^Export as/ }).click(),
  ])
  const name = download.suggestedFilename()
  await dialog.getByText(`${name} is saved`).waitFor()
  const path = join(tempDir(), name)
  await download.saveAs(path)
  return path
}

const choose = (dialog: Dialog, format: ExportFormat) =>
  dialog.getByText(en[`format.${format}`], { exact: true }).click()

test('every format leaves the dialog as a file that answers the same, with its proof in words', async () => {
  const served = serve()
  const run = await train(served.dataDir, 'Out')
  const page = await served.open()
  const dialog = await openDialog(page, run.id)
  await expectNoFaultInBoth(page, 'export')

  const image = Uint8Array.from({ length: 784 }, (_, at) => (at * 37) % 256)
  const { rows, columns, classes } = mnistShape
  const card = modelCard({
    ...{ rows, columns, classes, activation: 'relu', pixels: 'unit', answer: 'probabilities' },
    layers: [784, 24, 10].slice(1).map((outputs, at) => ({
      shape: { inputs: at === 0 ? 784 : 24, outputs },
      matrix: new Float32Array(),
      biases: new Float32Array(),
    })),
  })
  const answers: (readonly number[])[] = []
  for (const format of exportFormats) {
    await choose(dialog, format)
    const path = await save(page, dialog)
    await dialog
      .getByText(
        /Loaded again and compared on 100 test images: largest difference [\d.e-]+, \d+ of 100 right/,
      )
      .waitFor()
    const [answer = []] = await answersOfFile({ path, format, card, images: [image] })
    answers.push(answer)
  }
  const [first = []] = answers
  expect(first).toHaveLength(10)
  for (const answer of answers)
    answer.forEach((share, at) => {
      expect(share).toBeCloseTo(first[at] ?? NaN, 5)
    })
  expect(served.errors).toEqual([])
})

test('checkpoint, pixels, answer and program are for the very file, and are remembered', async () => {
  const served = serve()
  const hostile = '<img src=x onerror=alert(1)> "two" \u202eevil'
  const run = await train(served.dataDir, hostile, '16-8')
  const page = await served.open({ permissions: ['clipboard-read', 'clipboard-write'] })
  const dialog = await openDialog(page, run.id)
  await choose(dialog, 'json')
  await dialog.getByRole('radio', { name: '0 to 255' }).check()
  await dialog.getByRole('radio', { name: 'Logits' }).check()
  await dialog.getByRole('combobox', { name: 'Checkpoint' }).selectOption({ label: 'Epoch 1' })
  await dialog.getByRole('button', { name: 'Copy' }).click()
  await dialog.getByRole('button', { name: 'Copied' }).waitFor()
  const program = await page.evaluate(() => navigator.clipboard.readText())
  expect(program).toContain('0 black to 255 white')

  const path = await save(page, dialog)
  expect(program).toContain(path.split('/').at(-1))
  const written = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
  expect(written).toMatchObject({ hidden: [16, 8], pixels: 'byte', answer: 'logits' })

  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.reload()
  const again = await openDialog(page, run.id)
  expect(await again.getByRole('radio', { name: 'JSON' }).isChecked()).toBe(true)
  expect(await again.getByRole('radio', { name: '0 to 255' }).isChecked()).toBe(true)
  expect(await again.getByRole('radio', { name: 'Logits' }).isChecked()).toBe(true)
  // An epoch is one run's own.
  expect(await again.getByRole('combobox', { name: 'Checkpoint' }).inputValue()).toBe('last')
  expect(served.errors).toEqual([])
})

test('menu, palette, list and checkpoints open the dialog, and give the focus back', async () => {
  const served = serve()
  const run = await train(served.dataDir, 'Asked for')
  const page = await served.open()
  const dialog = page.getByRole('dialog', { name: 'Export Asked for' })
  const closeBack = async (name: string) => {
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent.trim()))
      .toContain(name)
  }
  await page.getByRole('button', { name: 'More actions for Asked for' }).click()
  await page.getByRole('menuitem', { name: 'Export the model' }).click()
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })

  await page.getByRole('row', { name: /Asked for/ }).focus()
  await page.keyboard.press('Control+e')
  await closeBack('Asked for')

  await goTo(page, `/runs/${run.id}`)
  await page.getByRole('button', { name: 'Export', exact: true }).focus()
  await page.keyboard.press('Enter')
  await closeBack('Export')

  await page.getByRole('button', { name: 'Export the weights of epoch 1' }).click()
  await dialog.waitFor()
  expect(
    await dialog
      .getByRole('combobox', { name: 'Checkpoint' })
      .locator('option:checked')
      .textContent(),
  ).toBe('Epoch 1')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('export asked')
  await page.keyboard.press('Enter')
  await dialog.waitFor()
  expect(served.errors).toEqual([])
})
