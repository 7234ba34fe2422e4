import { expect, test } from 'vitest'
import type { Output } from '../../electron/contract/calls.ts'
import type { Run } from '../../electron/contract/entities.ts'
import { expectNoFaultInBoth } from './accessibility.ts'
import { goTo } from './go-to.ts'
import { serve, terminal, type Served } from './served.ts'

const inTerminal = (served: Served) => (run: string) =>
  terminal<Run>(served.dataDir, 'runs', 'show', run)

const small = ['--train-images', '1000', '--epochs', '1'] as const

test('the queue is put in order, held and emptied by mouse and keys, and all of it taken back', async () => {
  const served = serve()
  const add = (name: string, ...more: readonly string[]) =>
    terminal(served.dataDir, 'queue', 'add', '--name', name, ...more)
  await terminal(served.dataDir, 'settings', 'set', 'runs-at-once', '1')
  await add('Trains', '--epochs', '900', '--hidden', '16')
  for (const name of ['One', 'Two', '<img src=x onerror=alert(1)>']) await add(name, ...small)
  const page = await served.open()
  await page.getByRole('link', { name: /^Queue/ }).click()
  const waiting = page.getByRole('list', { name: 'Waiting' })
  const rows = waiting.getByRole('listitem')
  const names = () => rows.getByRole('link').allTextContents()
  const third = '<img src=x onerror=alert(1)>'
  await page.getByRole('region', { name: 'ahead of the queue' }).getByText('Trains').waitFor()
  await expect.poll(names).toEqual(['One', 'Two', third])
  const inCore = async () => {
    const queue = await terminal<Output<'queue.list'>>(served.dataDir, 'queue', 'list')
    return queue.length
  }
  expect(await inCore()).toBe(3)

  // Alt with an arrow moves, the focus goes along, and what happened is said.
  await rows.nth(0).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(names).toEqual(['Two', 'One', third])
  await page.getByRole('status').getByText('One moved to 2 of 3').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('One')
  await page.keyboard.press('Control+z')
  await expect.poll(names).toEqual(['One', 'Two', third])
  await page.keyboard.press('Control+y')
  await expect.poll(names).toEqual(['Two', 'One', third])

  await rows.nth(2).dragTo(rows.nth(0), { targetPosition: { x: 200, y: 4 } })
  await expect.poll(names).toEqual([third, 'Two', 'One'])
  await page.getByRole('button', { name: 'Move One up' }).click()
  await expect.poll(names).toEqual([third, 'One', 'Two'])

  await page.getByRole('button', { name: 'Hold One' }).click()
  await rows.nth(1).getByText('Held').waitFor()
  await page.getByRole('button', { name: 'Take One out of the queue' }).click()
  await expect.poll(names).toEqual([third, 'Two'])
  expect(await inTerminal(served)('One')).toMatchObject({ status: 'stopped' })
  await page.keyboard.press('Control+z')
  await expect.poll(names).toEqual([third, 'One', 'Two'])
  await rows.nth(1).getByText('Held').waitFor()
  await expectNoFaultInBoth(page, 'Queue')

  // Order and holds are those of the data folder, not of the page.
  await page.reload()
  await expect.poll(names).toEqual([third, 'One', 'Two'])
  await rows.nth(1).getByText('Held').waitFor()
  await page.getByRole('button', { name: 'Release all' }).click()
  await expect.poll(() => waiting.getByText('Held').count()).toBe(0)
  expect(served.errors).toEqual([])
})

test('Ctrl+K finds runs, pages and actions; ? maps the keys; notes are safe text; the log tells what happened', async () => {
  const served = serve()
  await terminal(served.dataDir, 'train', ...small, '--name', 'First small')
  await terminal(served.dataDir, 'train', ...small, '--name', 'Second', '--seed', '2')
  const page = await served.open()
  const { id } = await inTerminal(served)('Second')
  await page.evaluate(
    (change) =>
      fetch('/api/call/runs.change', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(change),
      }),
    { ids: [id], tags: ['class 3b'] },
  )
  await page.getByText('class 3b').first().waitFor({ state: 'attached' })
  const palette = page.getByRole('combobox', { name: 'Search or run a command' })
  const option = (name: RegExp) => page.getByRole('option', { name })

  await page.getByRole('button', { name: 'Search or run a command' }).click()
  await palette.fill('3b')
  await option(/Second/).waitFor()
  await expectNoFaultInBoth(page, 'Palette')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Second', level: 2 }).waitFor()

  await page.keyboard.press('Control+k')
  await palette.fill('archive')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  expect(
    await option(/^Archive/)
      .first()
      .getAttribute('aria-selected'),
  ).toBe('true')
  await palette.fill('archive second')
  await page.keyboard.press('Enter')
  await page.getByText('Second is archived').waitFor()
  await page.keyboard.press('Control+z')
  await page.getByText('Undone: Second is archived').waitFor()
  expect(await inTerminal(served)('Second')).toMatchObject({ archivedAt: null })
  await page.keyboard.press('Control+k')
  await palette.fill('no such thing')
  await page.getByText('Nothing matches “no such thing”.').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => palette.count()).toBe(0)

  // The map is a list of what acts; single signs act outside of fields only, and can be turned off.
  await page.keyboard.press('?')
  const map = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await map.getByText('Find a run, page or action').waitFor()
  await expectNoFaultInBoth(page, 'Map of keys')
  await page.keyboard.press('Escape')
  await goTo(page, '/settings')
  await page.getByRole('checkbox', { name: 'Single letters and signs are shortcuts' }).uncheck()
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('?')
  await page.keyboard.press('Control+k')
  await palette.waitFor()
  expect(await map.count()).toBe(0)
  await page.keyboard.press('Escape')
  await expect.poll(() => palette.count()).toBe(0)

  // A hostile note is text; a link goes to the web alone; Ctrl+Z takes the note back.
  await page.keyboard.press('Control+k')
  await palette.fill('first small')
  await page.keyboard.press('Enter')
  const note = page.getByRole('region', { name: 'Note' })
  await note.getByRole('button', { name: 'Write a note' }).click()
  const field = note.getByRole('textbox', { name: 'Note in Markdown' })
  await field.fill('gone')
  await page.keyboard.press('Escape')
  await note.getByText('Nothing is written down yet.').waitFor()
  await note.getByRole('button', { name: 'Write a note' }).click()
  const hostile = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) \u202egnp.exe'
  await field.fill(`**bold** [web](https://example.org)\n\n${hostile}\n\n${'a'.repeat(9000)}`)
  await page.keyboard.press('Control+Enter')
  await note.getByText('bold').waitFor()
  await note.getByText('<img src=x onerror=alert(1)>').waitFor()
  expect(await note.locator('img').count()).toBe(0)
  expect(
    await note.getByRole('link').evaluateAll((links) => links.map((link) => link.outerHTML)),
  ).toEqual([
    '<a href="https://example.org/" target="_blank" rel="noopener noreferrer nofollow">web</a>',
  ])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(
    true,
  )
  await expectNoFaultInBoth(page, 'Run')
  await page.keyboard.press('Control+z')
  await note.getByText('Nothing is written down yet.').waitFor()

  await page.getByRole('link', { name: 'Log', exact: true }).click()
  await expect.poll(() => page.url()).toContain('#log')
  await page.getByRole('log').getByText('Completed').waitFor()
  expect(served.errors).toEqual([])
})
