import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Run, RunId } from '../../electron/contract/entities.ts'
import type { Evaluation } from '../../electron/contract/evaluations.ts'
import type { ImportedModel } from '../../electron/contract/imports.ts'
import { expectNoFaultInBoth } from './accessibility.ts'
import { goTo } from './go-to.ts'
import { serve, terminal } from './served.ts'

let dataDir = ''
let original: Run
let imported: RunId

/** A run, and what it becomes on its way out and in again. */
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'digit-lab-imported-'))
  const few = ['--train-images', '2000', '--epochs', '1', '--hidden', '24']
  original = await terminal<Run>(dataDir, 'train', '--name', 'Original', ...few)
  const file = join(dataDir, 'brought-along.onnx')
  await terminal(dataDir, 'export', 'Original', '--format', 'onnx', '--output', file)
  imported = (await terminal<ImportedModel>(dataDir, 'import', file)).id
})
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

/** What an evaluation takes on a machine that does much else. */
const patience = { timeout: 120_000 }

test('it is in the list with what is known of it, and with its test error once it was evaluated', async () => {
  const served = serve(dataDir)
  const page = await served.open()
  const row = page.getByRole('row', { name: /brought-along/ })
  await row.getByText('Imported').waitFor()
  expect(await row.textContent()).not.toMatch(/0\.001|NaN|undefined/)
  const before = await terminal<Evaluation>(dataDir, 'evaluate', original.id)
  const now = await terminal<Evaluation>(dataDir, 'evaluate', imported)
  expect(now.score.error).toBe(before.score.error)
  expect(now.confusion).toEqual(before.confusion)
  await row
    .getByText((100 * now.score.error).toFixed(2))
    .first()
    .waitFor()
  await expectNoFaultInBoth(page, 'list with an imported run')
  expect(served.errors).toEqual([])
})

test('its page says where it comes from, and shows no training that never was', async () => {
  const served = serve(dataDir)
  const page = await served.open()
  await goTo(page, `/runs/${imported}`)
  const origin = page.getByRole('region', { name: 'Where it comes from' })
  await origin.getByText('brought-along.onnx').waitFor()
  await origin.getByText('ONNX', { exact: true }).waitFor()
  await page.getByText('Test accuracy').waitFor()
  expect(await page.getByText('Steer').count()).toBe(0)
  expect(await page.getByRole('button', { name: /Resume/ }).count()).toBe(0)
  expect(await page.getByText(/Learning rate/).count()).toBe(0)
  await expectNoFaultInBoth(page, 'page of an imported run')
  expect(served.errors).toEqual([])
})

test('it is drawn for, evaluated and compared like any other', async () => {
  const served = serve(dataDir)
  const page = await served.open()
  await goTo(page, `/draw/${imported}?set=test&index=0`)
  await page
    .getByRole('row', { name: /brought-along/ })
    .first()
    .waitFor()
  await expectNoFaultInBoth(page, 'Draw with an imported run')

  await goTo(page, `/evaluate/${imported}`)
  await page
    .getByRole('table', { name: /Confusion matrix of brought-along on the test images/ })
    .waitFor(patience)
  await expectNoFaultInBoth(page, 'Evaluate with an imported run')

  await goTo(page, `/compare?ids=${original.id},${imported}`)
  await page.getByRole('region', { name: 'Settings' }).waitFor()
  await expectNoFaultInBoth(page, 'Compare with an imported run')
  expect(served.errors).toEqual([])
})
