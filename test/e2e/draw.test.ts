import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Strokes } from '../../electron/contract/digits.ts'
import { goTo } from './go-to.ts'
import { draw } from './journey.ts'
import { serve, terminal } from './served.ts'

const train = ['train', '--hidden', '32', '--epochs', '2', '--train-images', '5000']

/** What the page asked the core to read, newest last. */
function questionsOf(page: Page): Strokes[] {
  const asked: Strokes[] = []
  page.on('request', (request) => {
    if (!request.url().endsWith('/digits.stages')) return
    const { drawing } = request.postDataJSON() as { drawing: { strokes: Strokes } }
    asked.push(drawing.strokes)
  })
  return asked
}

async function openPad(page: Page) {
  await page.getByRole('link', { name: /^Draw/ }).first().click()
  const answer = page.getByRole('status', { name: 'Answer' })
  return {
    pad: page.getByRole('application', { name: /pad/i }),
    /** The digit shown once it is the answer to all that is drawn. */
    digit: async () => {
      await page.locator('[role="status"][aria-label="Answer"][aria-busy="false"]').waitFor()
      return (await answer.locator('.big').textContent())?.trim()
    },
  }
}

test('strokes are undone, done again and wiped, by button and by key', async () => {
  const served = serve()
  await terminal(served.dataDir, ...train)
  const page = await served.open()
  const asked = questionsOf(page)
  const { pad, digit } = await openPad(page)
  expect(await digit()).toBe('–')
  await draw(page, [
    [
      [0.5, 0.2],
      [0.5, 0.8],
    ],
  ])
  expect(await digit()).toMatch(/^\d$/)
  await draw(page, [[[0.3, 0.5]]])
  await pad.and(page.getByRole('application', { name: /2 strokes/ })).waitFor()
  await expect.poll(() => asked.at(-1)?.map((stroke) => stroke.length)).toEqual([2, 1])

  await page.keyboard.press('Control+z')
  await page.getByRole('application', { name: /1 stroke\b/ }).waitFor()
  await page.keyboard.press('Control+y')
  await page.getByRole('application', { name: /2 strokes/ }).waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByRole('application', { name: /0 strokes/ }).waitFor()
  expect(await digit()).toBe('–')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('application', { name: /2 strokes/ }).waitFor()
  expect(await digit()).toMatch(/^\d$/)
  expect(served.errors).toEqual([])
})

test('a digit can be drawn from the keyboard alone', async () => {
  const served = serve()
  await terminal(served.dataDir, ...train)
  const page = await served.open()
  const asked = questionsOf(page)
  const { pad, digit } = await openPad(page)
  await pad.focus()
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Space')
  for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  expect(await digit()).toBe('1')
  await expect.poll(() => asked.at(-1)).toHaveLength(1)
  await expect.poll(() => asked.at(-1)?.[0]).toHaveLength(13)
  await page.keyboard.press('Backspace')
  expect(await digit()).toBe('–')
})

test('a stroke keeps what lies beyond the pad, and what was drawn before the pointer was lost', async () => {
  const served = serve()
  await terminal(served.dataDir, ...train)
  const page = await served.open()
  const asked = questionsOf(page)
  const { pad, digit } = await openPad(page)
  await draw(page, [
    [
      [0.5, 0.5],
      [1.3, 0.5],
      [1.3, 0.9],
    ],
  ])
  await digit()
  await expect.poll(() => asked.at(-1)?.[0]?.at(-1)?.[0]).toBeCloseTo(1.3 * 280, 1)

  const box = await pad.boundingBox()
  if (!box) throw new Error('The pad is not on the page')
  await page.mouse.move(box.x + 100, box.y + 100)
  await page.mouse.down()
  await page.mouse.move(box.x + 100, box.y + 200)
  await pad.evaluate((element) => {
    const lost = new PointerEvent('pointercancel', { pointerId: 1, bubbles: true })
    element.dispatchEvent(lost)
  })
  await page.getByRole('application', { name: /2 strokes/ }).waitFor()
  await page.mouse.move(box.x + 200, box.y + 200)
  await page.mouse.up()
  await digit()
  await expect.poll(() => asked.at(-1)?.map((stroke) => stroke.length)).toEqual([3, 2])
})

test('a finger and a pen draw; a second finger and a palm beside the pen do not', async () => {
  const served = serve()
  await terminal(served.dataDir, ...train)
  const page = await served.open({ viewport: { width: 1280, height: 800 }, hasTouch: true })
  const asked = questionsOf(page)
  const { pad, digit } = await openPad(page)
  const box = await pad.boundingBox()
  if (!box) throw new Error('The pad is not on the page')
  const session = await page.context().newCDPSession(page)
  const finger = (id: number, x: number, y: number) => ({ id, x: box.x + x, y: box.y + y })
  const touch = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    ...touchPoints: readonly ReturnType<typeof finger>[]
  ) => session.send('Input.dispatchTouchEvent', { type, touchPoints: [...touchPoints] })

  await touch('touchStart', finger(1, 100, 100))
  await touch('touchMove', finger(1, 100, 180))
  await touch('touchStart', finger(1, 100, 180), finger(2, 250, 250))
  await touch('touchMove', finger(1, 100, 260), finger(2, 250, 300))
  await touch('touchEnd')
  await page.getByRole('application', { name: /1 stroke\b/ }).waitFor()
  await digit()
  const across = (stroke: Strokes[number] | undefined) =>
    new Set(stroke?.map(([x]) => Math.round(x)))
  await expect
    .poll(() => across(asked.at(-1)?.[0]))
    .toEqual(new Set([Math.round((100 / box.width) * 280)]))

  const pen = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number, y: number) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      x: box.x + x,
      y: box.y + y,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
      pointerType: 'pen',
    })
  // The hand comes down before the pen, and once more beside it.
  await touch('touchStart', finger(3, 300, 300))
  await pen('mousePressed', 150, 100)
  await touch('touchEnd')
  await pen('mouseMoved', 200, 100)
  await touch('touchStart', finger(4, 310, 310))
  await touch('touchEnd')
  await pen('mouseReleased', 200, 100)
  await page.getByRole('application', { name: /2 strokes/ }).waitFor()
  await digit()
  await expect.poll(() => asked.at(-1)?.map((stroke) => stroke.length)).toEqual([3, 2])

  // How wide the pen looks is for the eye alone.
  const before = asked.length
  await page.getByRole('slider', { name: 'Pen' }).focus()
  await page.keyboard.press('End')
  expect(await pad.evaluate((each) => getComputedStyle(each).getPropertyValue('--pen'))).toBe('40')
  expect(asked).toHaveLength(before)
  expect(served.errors).toEqual([])
})

test('the run of the address answers, with the weights of the epoch it names', async () => {
  const served = serve()
  const first = await terminal<{ id: string }>(served.dataDir, ...train, '--name', 'First')
  await terminal(served.dataDir, ...train, '--name', 'Second', '--seed', '2')
  const page = await served.open()
  const reading = page.waitForRequest((request) => request.url().endsWith('/digits.readEpochs'))
  await goTo(page, `/draw/${first.id}?epoch=1`)
  const choice = page.getByRole('combobox', { name: 'Run', exact: true })
  expect(await choice.locator('option:checked').textContent()).toBe('First')
  await draw(page, [
    [
      [0.5, 0.2],
      [0.5, 0.8],
    ],
  ])
  expect((await reading).postDataJSON()).toMatchObject({ id: first.id })
  await page
    .getByRole('slider', { name: 'Epoch' })
    .and(page.locator('[aria-valuetext^="Epoch 1:"]'))
    .waitFor()
  await choice.selectOption('Second')
  await expect.poll(() => page.url()).not.toContain('epoch')
})

test('without a run that can read, the page leads to a new one', async () => {
  const served = serve()
  const page = await served.open()
  await page.getByRole('link', { name: /^Draw/ }).first().click()
  await page.getByText('No run can read a digit yet').waitFor()
  await page.getByRole('main').getByRole('link', { name: 'New run' }).click()
  await page.getByRole('heading', { level: 1, name: 'New run' }).waitFor()
})
