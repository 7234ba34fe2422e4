import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Run } from '../../electron/contract/entities.ts'
import { expectNoFaultInBoth } from './accessibility.ts'
import { goTo } from './go-to.ts'
import { savedPicture } from './saved-picture.ts'
import { serve, terminal } from './served.ts'

let dataDir = ''
let first: Run
let second: Run

/** Two runs for all tests of this file, none of which changes them. */
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'digit-lab-evaluate-'))
  const train = (name: string, hidden: string) => {
    const few = ['--train-images', '2000', '--epochs', '2', '--hidden', hidden]
    return terminal<Run>(dataDir, 'train', '--name', name, ...few)
  }
  first = await train('First', '24')
  second = await train('Second', '64')
})
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

/** What an evaluation takes on a machine that does much else. */
const patience = { timeout: 120_000 }

const numberIn = (text: string | null) => Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''))

test('a cell of the matrix leads to its images, and an image to all that is said of it', async () => {
  const served = serve(dataDir)
  const page = await served.open()
  await page.keyboard.press('Control+4')
  await page.getByRole('heading', { level: 1, name: 'Evaluate' }).waitFor()
  await goTo(page, `/evaluate/${first.id}`)
  const matrix = page.getByRole('table', { name: /Confusion matrix of First on the test images/ })
  await matrix.waitFor(patience)
  const images = page.getByRole('region', { name: 'Images' })
  const tiles = images.locator('.gallery .tile')

  // The most frequent mix-up is chosen at first.
  const chosen = matrix.locator('button[aria-pressed="true"]')
  await expect.poll(() => tiles.count()).toBeGreaterThan(0)
  const said = await chosen.locator('.vh').textContent()
  const [label, predicted] = /True (\d), read as (\d)/.exec(said ?? '')?.slice(1) ?? []
  await images
    .getByRole('heading', { name: `${String(label)} read as ${String(predicted)}` })
    .waitFor()
  const count = numberIn(await chosen.locator('[aria-hidden]').textContent())
  await images.getByText(`${String(count)} images`).waitFor()
  await expect
    .poll(() => tiles.first().locator('.vh').textContent())
    .toMatch(new RegExp(`true ${String(label)}, read as ${String(predicted)}`))
  await expectNoFaultInBoth(page, 'matrix')

  // By keys alone: along the row to the right answers, whose images are shown by Enter.
  await chosen.focus()
  const isRight = () =>
    page.evaluate(() => document.activeElement?.querySelector('.vh')?.textContent)
  const towards = Number(label) < Number(predicted) ? 'ArrowLeft' : 'ArrowRight'
  for (let step = 0; step < 10 && !(await isRight())?.includes('read right'); step += 1)
    await page.keyboard.press(towards)
  expect(await isRight()).toContain(`True ${String(label)}, read right`)
  await page.keyboard.press('Enter')
  await images.getByRole('heading', { name: `${String(label)} read right` }).waitFor()
  await expect.poll(() => tiles.count()).toBeGreaterThan(59)
  await tiles.last().scrollIntoViewIfNeeded()
  await expect.poll(() => tiles.count()).toBeGreaterThan(60)

  await tiles.first().click()
  await images.getByRole('img', { name: `The image, true ${String(label)}` }).waitFor()
  expect(
    await images
      .getByRole('list', { name: /probable|confidence/i })
      .locator('li')
      .count(),
  ).toBe(10)
  await images.getByRole('row', { name: /Second/ }).waitFor()
  await expectNoFaultInBoth(page, 'image')
  const index = numberIn(await images.getByRole('heading', { name: /^Image/ }).textContent())
  await page.keyboard.press('Escape')
  await expect.poll(() => tiles.count()).toBeGreaterThan(59)
  await tiles.first().click()
  await images.getByRole('link', { name: 'Open in Draw' }).click()
  await page.getByRole('heading', { level: 1, name: 'Draw' }).waitFor()
  expect(page.url()).toContain(`set=test&index=${String(index)}`)
  expect(served.errors).toEqual([])
})

test('sets, numbers, epochs and orders can be chosen, and the table is kept as a file', async () => {
  const served = serve(dataDir)
  const page = await served.open()
  await goTo(page, `/evaluate/${first.id}`)
  const matrix = page.getByRole('table', { name: /Confusion matrix/ })
  await matrix.waitFor(patience)
  const total = matrix.getByRole('row', { name: /^Total/ })
  expect(await total.textContent()).toContain('10,000')
  await page.getByRole('radio', { name: '% of true' }).check()
  await expect
    .poll(() => matrix.locator('button [aria-hidden]').first().textContent())
    .toMatch(/^\s*\d+\.\d\s*$/)
  await page.getByRole('radio', { name: 'Count' }).check()

  const save = async (format: string) => {
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: format }).click()
    return saved
  }
  const file = await save('CSV')
  expect(file.suggestedFilename()).toBe('First the test images.csv')
  const [head, ...rows] = readFileSync(await file.path(), 'utf8').split('\n')
  expect(head).toBe('true,0,1,2,3,4,5,6,7,8,9,images,precision,recall,f1')
  const counts = rows.flatMap((row) => row.split(',').slice(1, 11).map(Number))
  expect(counts.reduce((sum, images) => sum + images, 0)).toBe(10_000)

  const drawing = await save('SVG')
  expect(drawing.suggestedFilename()).toBe('First the test images.svg')
  const svg = readFileSync(await drawing.path(), 'utf8')
  expect(svg).toContain('Confusion matrix of First')
  // What the page shows in its first cell stands in the drawing too.
  const firstCell = await matrix.locator('button [aria-hidden]').first().textContent()
  expect(svg).toContain(`>${String(firstCell?.trim())}</text>`)
  const painted = await savedPicture(readFileSync(await (await save('PNG')).path()))
  expect(painted.width).toBeGreaterThanOrEqual(1440)
  // The title, and the shades of right and wrong answers in the light theme.
  expect(painted.inksIn({ left: 48, top: 30, width: 600, height: 50 })).toBeGreaterThan(300)
  expect(painted.has('#d3e0f8')).toBe(true)
  expect(painted.has('#fadfc6')).toBe(true)

  const picture = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as SVG' }).click()
  expect((await picture).suggestedFilename()).toBe('Calibration of First.svg')

  await page.getByRole('radio', { name: 'Train' }).check()
  await page.getByRole('table', { name: /on the training images/ }).waitFor(patience)
  await expect.poll(() => total.textContent()).toContain('2,000')
  expect(page.url()).toContain('set=train')

  const epochs = page.getByRole('combobox', { name: 'Checkpoint' })
  const before = await matrix.textContent()
  await epochs.selectOption('1')
  await expect.poll(() => page.url()).toContain('epoch=1')
  await expect.poll(() => matrix.textContent()).not.toBe(before)
  const tiles = page.locator('.gallery .tile')
  const sure = async () =>
    numberIn((await tiles.first().locator('.cap').first().textContent())?.slice(3) ?? '')
  await expect.poll(() => tiles.count()).toBeGreaterThan(1)
  const surest = await sure()
  await page.getByRole('combobox', { name: 'Sort' }).selectOption('least-sure')
  await expect.poll(sure).toBeLessThan(surest)
  expect(served.errors).toEqual([])
})

test('two runs are laid side by side, swapped, and the hardest images of all are found', async () => {
  const served = serve(dataDir)
  const page = await served.open()
  await goTo(page, `/evaluate/${first.id}`)
  await page.getByRole('combobox', { name: /Compare errors/ }).selectOption('Second')
  const pile = (name: string) => page.getByRole('region', { name, exact: true })
  const countOf = async (name: string) =>
    numberIn(await pile(name).locator('.pile-head .n').textContent())
  await pile('Fixed').waitFor(patience)
  const [fixed, broken, both] = [
    await countOf('Fixed'),
    await countOf('Broken'),
    await countOf('Both wrong'),
  ]
  const wrong = (run: Run) => Math.round((run.final?.test.error ?? 0) * 10_000)
  expect(fixed + both).toBe(wrong(first))
  expect(broken + both).toBe(wrong(second))
  await expectNoFaultInBoth(page, 'board')

  await pile('Both wrong').getByRole('button', { name: /^All/ }).click()
  const images = page.getByRole('region', { name: 'Images' })
  await images.getByRole('heading', { name: 'Both wrong' }).waitFor()
  await images.getByText(`${both.toLocaleString('en')} images`).waitFor()
  await page.getByRole('button', { name: 'Swap the two runs' }).click()
  await expect.poll(() => page.url()).toContain(`/evaluate/${second.id}?with=${first.id}`)
  await expect.poll(() => countOf('Fixed')).toBe(broken)
  await pile('Fixed').locator('.tile').first().click()
  await images.getByRole('row', { name: /First/ }).waitFor()

  await page.getByRole('button', { name: 'One run' }).click()
  await page.getByRole('table', { name: /Confusion matrix of Second/ }).waitFor(patience)
  await images.getByRole('button', { name: 'Wrong in every run' }).click()
  await images.getByText(`${both.toLocaleString('en')} images`).waitFor()
  await expect
    .poll(() => images.locator('.gallery .tile').first().locator('.vh').textContent())
    .toContain('wrong in 2 of 2 runs')
  expect(served.errors).toEqual([])
})

test('the weights of the first layer are seen as tiles, after each epoch', async () => {
  const served = serve(dataDir)
  const page = await served.open()
  await goTo(page, `/runs/${first.id}`)
  await page.getByRole('link', { name: 'Weights', exact: true }).click()
  const weights = page.getByRole('region', { name: 'Weights of the first layer' })
  const tiles = weights.getByRole('img')
  await expect.poll(() => tiles.count()).toBe(24)
  const pixels = () => tiles.first().evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
  const last = await pixels()
  await weights.getByRole('slider').fill('0')
  await expect.poll(pixels).not.toBe(last)
  await expectNoFaultInBoth(page, 'weights')
  await page.getByRole('link', { name: 'Evaluate' }).last().click()
  await page.getByRole('table', { name: /Confusion matrix of First/ }).waitFor(patience)
  expect(served.errors).toEqual([])
})

test('without a run that can read, the page leads to a new one', async () => {
  const served = serve()
  const page = await served.open()
  await page.getByRole('link', { name: /^Evaluate/ }).click()
  await page.getByText('No run can be evaluated yet').waitFor()
  await page.getByRole('main').getByRole('link', { name: 'New run' }).click()
  await page.getByRole('heading', { level: 1, name: 'New run' }).waitFor()
})
