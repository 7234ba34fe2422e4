import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { KeptDrawing } from '../../electron/contract/handwriting.ts'
import type { RunDetail } from '../../electron/contract/entities.ts'
import { answerOn, drawFast, fitted, writtenDigit } from './draw-pad.ts'
import { serve, terminal, type Served } from './served.ts'

const train = ['train', '--hidden', '32', '--epochs', '1', '--train-images', '4000']

const imagesScored = async ({ dataDir }: Served) =>
  (await terminal<RunDetail>(dataDir, 'runs', 'show', 'last')).handwriting?.images ?? 0

async function openDraw(served: Served): Promise<Page> {
  await terminal(served.dataDir, ...train)
  const page = await served.open({ viewport: { width: 1280, height: 800 } })
  await page.getByRole('link', { name: /^Draw/ }).first().click()
  return page
}

const keptIn = (page: Page) =>
  page.evaluate(async () => {
    const response = await fetch('/api/call/handwriting.list', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    const reply = (await response.json()) as { value: KeptDrawing[] }
    return reply.value.map(({ label, strokes }) => ({ label, strokes: strokes?.length ?? null }))
  })

test('a drawing is kept with its true label, scored by the run, relabelled and taken back', async () => {
  const served = serve()
  const page = await openDraw(served)
  expect(await page.getByRole('button', { name: 'It was a 4' }).isDisabled()).toBe(true)
  const four = writtenDigit(4, 2)
  await drawFast(page, fitted(four, 0.6))
  const answer = await answerOn(page)
  await page.getByRole('button', { name: 'It was a 4' }).click()
  await page.getByText('Kept as a 4').waitFor()
  await page
    .getByRole('status', { name: 'Answer' })
    .getByText(answer === '4' ? /right\.$/ : /wrong\.$/)
    .waitFor()
  expect(await keptIn(page)).toEqual([{ label: 4, strokes: four.length }])
  await expect.poll(() => imagesScored(served)).toBe(1)

  // By key, and another label in place of the first.
  await page.keyboard.press('9')
  await page.getByText('Kept as a 9').waitFor()
  expect(await keptIn(page)).toEqual([{ label: 9, strokes: four.length }])

  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Kept as a 9').waitFor({ state: 'detached' })
  expect(await keptIn(page)).toEqual([])
  await expect.poll(() => imagesScored(served)).toBe(0)
  expect(served.errors).toEqual([])
})

/** A picture of a 7, dark on light, as bytes of a PNG. */
const picture = () =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="#eee"/><path d="M50 50H150L90 160" fill="none" stroke="#222" stroke-width="14"/></svg>',
    ),
  )
    .png()
    .toBuffer()

/** Lets a file fall on the page or paste it, as the browser's own event does. */
const give = (page: Page, how: 'drop' | 'paste', name: string, bytes: Buffer) =>
  page.getByRole('application').evaluate(
    (pad, [event, fileName, base64]) => {
      const data = new DataTransfer()
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      data.items.add(new File([content], fileName))
      const told = { bubbles: true, cancelable: true }
      pad.dispatchEvent(
        event === 'drop'
          ? new DragEvent('drop', { ...told, dataTransfer: data })
          : new ClipboardEvent('paste', { ...told, clipboardData: data }),
      )
    },
    [how, name, bytes.toString('base64')] as const,
  )

test('a picture is opened, dropped and pasted; what is none is refused in one line', async () => {
  const served = serve()
  const page = await openDraw(served)
  const seven = await picture()
  const padWithPicture = page.getByRole('application', { name: /with a picture/ })
  const empty = page.getByRole('application', { name: /0 strokes/ })

  await give(page, 'drop', 'seven.png', seven)
  await padWithPicture.waitFor()
  expect(await answerOn(page)).toMatch(/^\d$/)
  await page.getByText('A picture is prepared as a whole').waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await empty.waitFor()
  expect(await answerOn(page)).toBe('–')

  await give(page, 'paste', 'image.png', seven)
  await padWithPicture.waitFor()
  await page.keyboard.press('7')
  await page.getByText('Kept as a 7').waitFor()
  expect(await keptIn(page)).toEqual([{ label: 7, strokes: null }])
  await page.keyboard.press('Control+z')
  await empty.waitFor()

  await page.getByLabel('Open an image').last().setInputFiles({
    name: 'seven.png',
    mimeType: 'image/png',
    buffer: seven,
  })
  await padWithPicture.waitFor()
  await page.keyboard.press('Control+z')

  const hostile: readonly (readonly [string, Buffer])[] = [
    ['notes.txt', Buffer.from('not a picture')],
    ['<img src=x onerror=alert(1)>.png', seven.subarray(0, 60)],
    ['nothing.png', Buffer.alloc(0)],
  ]
  for (const [name, bytes] of hostile) {
    await give(page, 'drop', name, bytes)
    const line = page.getByRole('alert').getByText(name)
    await line.waitFor()
    expect((await line.textContent())?.trim().split('\n')).toHaveLength(1)
    await empty.waitFor()
  }
  await drawFast(page, fitted(writtenDigit(1, 1), 0.6))
  await page.getByRole('application', { name: /1 stroke/ }).waitFor()
  await page.getByRole('alert').waitFor({ state: 'detached' })
  expect(served.errors).toEqual([])
})

test('from an empty pad to a kept digit with the keyboard alone', async () => {
  const served = serve()
  const page = await openDraw(served)
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
  const tabTo = async (label: RegExp) => {
    for (let presses = 0; presses < 60 && !label.test(await focused()); presses++)
      await page.keyboard.press('Tab')
    expect(await focused()).toMatch(label)
  }
  await tabTo(/^Drawing pad/)
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Space')
  for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  expect(await answerOn(page)).toMatch(/^\d$/)
  await tabTo(/^It was a 0/)
  await page.keyboard.press('ArrowRight')
  expect(await focused()).toBe('It was a 1')
  await page.keyboard.press('Enter')
  await page.getByText('Kept as a 1').waitFor()
  await page.keyboard.press('Control+z')
  await page.getByRole('application', { name: /0 strokes/ }).waitFor()
  await tabTo(/^Next test image/)
  await page.keyboard.press('Enter')
  await page.getByText('label 7').waitFor()
  await page.keyboard.press('ArrowRight')
  await page.getByText('label 2').waitFor()
  expect(served.errors).toEqual([])
})
