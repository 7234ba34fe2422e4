import { expect, test } from 'vitest'
import type { Run } from '../../electron/contract/entities.ts'
import { expectNoFault } from './accessibility.ts'
import { goTo } from './go-to.ts'
import { answerOn, drawFast, fitted, pictureOf, writtenDigit } from './draw-pad.ts'
import { serve, terminal } from './served.ts'

const train = ['train', '--train-images', '4000']
const seen = 'The drawing after preparation, 28 by 28, bright on black'

test('one drawing is read step by step, by every run, by every epoch, and explained', async () => {
  const served = serve()
  await terminal(served.dataDir, ...train, '--name', 'Wide', '--epochs', '4')
  await terminal(served.dataDir, ...train, '--name', 'Narrow', '--hidden', '16', '--epochs', '1')
  await terminal(served.dataDir, ...train, '--name', 'Linear', '--hidden', 'none', '--epochs', '2')
  const page = await served.open({ viewport: { width: 1280, height: 800 } })
  await page.getByRole('link', { name: /^Draw/ }).first().click()
  const four = writtenDigit(4, 2)
  await drawFast(page, fitted(four, 0.7))
  await answerOn(page)

  // Every saved run, the best one first; a click lets it answer.
  const rows = page.getByRole('table', { name: /Answers of all saved runs/ }).locator('tbody tr')
  await expect.poll(() => rows.locator('.ans').allTextContents()).not.toContain('–')
  const says = (await rows.locator('.ans').allTextContents()).map((text) => text.trim())
  expect(says).toHaveLength(3)
  const errors = (await rows.locator('td.dim').allTextContents()).map(Number)
  expect(errors).toEqual(errors.toSorted((a, b) => a - b))
  await expect.poll(() => page.locator('.every h2 [role=status]').textContent()).toMatch(/say/)
  const runs = await terminal<Run[]>(served.dataDir, 'runs', 'list')
  const wide = runs.find(({ name }) => name === 'Wide')
  await page.getByRole('row', { name: /^Wide/ }).click()
  await expect.poll(() => page.url()).toContain(`/draw/${wide?.id ?? ''}`)
  const wideSays = says[await indexOfRow(['Wide'])]
  await expect.poll(() => answerOn(page)).toBe(wideSays)

  async function indexOfRow(names: readonly string[]): Promise<number> {
    const all = await rows.locator('th').allTextContents()
    return all.findIndex((text) => names.some((name) => text.includes(name)))
  }

  // A step that is left out changes the input, and all steps bring it back.
  const whole = await pictureOf(page, seen)
  await page.getByRole('switch', { name: /Fit into 20/ }).click()
  await expect.poll(() => pictureOf(page, seen)).not.toBe(whole)
  await page.getByRole('switch', { name: /Soften/ }).click()
  await page.getByRole('button', { name: 'All steps on' }).click()
  await expect.poll(() => pictureOf(page, seen)).toBe(whole)
  await answerOn(page)

  // Every epoch: by key, by playing, by the address.
  const epochs = page.getByRole('list', { name: 'Answers by epoch' }).getByRole('listitem')
  await expect.poll(() => epochs.count()).toBe(4)
  const first = (await epochs.first().locator('b').textContent())?.trim()
  await page.getByRole('slider', { name: 'Epoch' }).focus()
  await page.keyboard.press('Home')
  await expect.poll(() => page.url()).toContain('epoch=1')
  await expect.poll(() => answerOn(page)).toBe(first)
  const bars = page.getByRole('list', { name: 'Confidence for each class' })
  const early = await bars.textContent()
  await page.getByRole('button', { name: 'Play the epochs' }).click()
  await expect.poll(() => page.url()).not.toContain('epoch=')
  await expect.poll(() => bars.textContent()).not.toBe(early)
  await page.getByText(/It (read|changed)/).waitFor()

  // Another page and back: the drawing is still there.
  await page.getByRole('link', { name: /^Runs/ }).first().click()
  await page.goBack()
  await page
    .getByRole('application', { name: new RegExp(`${String(four.length)} stroke`) })
    .waitFor()
  await expect.poll(() => pictureOf(page, seen)).toBe(whole)

  // Why: hidden units, the drawing in two hues, each stroke left out and shown on the pad.
  await page.getByRole('button', { name: /^Why/ }).click()
  const why = page.getByRole('region', { name: /^Why it reads/ })
  await expect.poll(() => why.getByRole('img', { name: /^Unit/ }).count()).toBe(12)
  await why.getByRole('img', { name: /^Ink that speaks/ }).waitFor()
  const without = why.getByRole('button', { name: /^Without stroke/ })
  expect(await without.count()).toBe(four.length)
  const mark = page.locator('.pad .marked')
  expect(await mark.getAttribute('d')).toBe('')
  await without.last().focus()
  await expect.poll(() => mark.getAttribute('d')).not.toBe('')
  expect(await without.last().textContent()).toMatch(/\d with \d+ %|nothing left/)
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1280, 900]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 800 })
      await expectNoFault(page, `${colorScheme} ${String(width)}`)
    }
  await why.getByRole('button', { name: 'Close' }).click()
  await why.waitFor({ state: 'detached' })
  expect(await mark.getAttribute('d')).toBe('')

  // A network without hidden units says so.
  await page.getByRole('row', { name: /^Linear/ }).click()
  await page.getByRole('button', { name: /^Why/ }).click()
  await page.getByText('This network has no hidden layer').waitFor()

  // The limit under which an answer is not sure.
  await terminal(served.dataDir, 'settings', 'set', 'sure-from', '1')
  await page.getByText('Not sure below 100 %').waitFor()
  await page
    .getByText(/^Not sure/)
    .first()
    .waitFor()

  expect(served.errors).toEqual([])
})

test('test images are moved through by button, key and number, and found by their address', async () => {
  const served = serve()
  await terminal(served.dataDir, ...train, '--hidden', '32', '--epochs', '1')
  const [run] = await terminal<Run[]>(served.dataDir, 'runs', 'list')
  const page = await served.open()
  await goTo(page, `/draw/${run?.id ?? ''}?set=test&index=0`)
  const group = page.getByRole('group', { name: 'Test images' })
  // MNIST's first test image is a 7, the second a 2, the third a 1.
  await group.getByText('label 7').waitFor()
  await page.getByText(/, (and|but) (right|wrong)\./).waitFor()
  expect(await page.getByRole('button', { name: 'It was a 7' }).isDisabled()).toBe(true)
  await group.getByRole('button', { name: 'Next' }).click()
  await group.getByText('label 2').waitFor()
  await page.keyboard.press('ArrowRight')
  await group.getByText('label 1').waitFor()
  await page.keyboard.press('ArrowLeft')
  await group.getByText('label 2').waitFor()
  await expect.poll(() => page.url()).toContain('set=test&index=1')
  await group.getByRole('textbox').fill('9999')
  await page.keyboard.press('Enter')
  await group.getByText('label 6').waitFor()
  await group.getByRole('textbox').fill('10000')
  await page.keyboard.press('Enter')
  await expect.poll(() => group.getByRole('textbox').inputValue()).toBe('9999')

  // Drawing takes its place, and the address forgets it.
  await drawFast(page, fitted(writtenDigit(1, 1), 0.6))
  await page.getByRole('application', { name: /1 stroke/ }).waitFor()
  await expect.poll(() => page.url()).not.toContain('index=')
  expect(await answerOn(page)).toMatch(/^\d$/)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await group.getByText('label 6').waitFor()
  expect(served.errors).toEqual([])
})
