import { expect, test } from 'vitest'
import type { Input } from '../../electron/contract/calls.ts'
import type { RunId } from '../../electron/contract/entities.ts'
import type { Core } from '../../electron/core/core.ts'
import { tempCore } from './temp-core.ts'

const start = async (core: Core, name: string) =>
  (await core.ask('runs.start', { config: {}, name })).id

async function two(): Promise<{ readonly core: Core; readonly ids: [RunId, RunId] }> {
  const core = tempCore({ worksQueue: false })
  return { core, ids: [await start(core, 'one'), await start(core, 'two')] }
}

test('what is said of many runs changes at once, and what is not named stays', async () => {
  const { core, ids } = await two()
  const told: string[] = []
  core.on('run.changed', ({ name }) => told.push(name))
  await core.ask('runs.change', { ids, tags: ['a', 'b'], isPinned: true })
  await core.ask('runs.change', {
    ids: [ids[0]],
    addTags: ['c', 'a'],
    removeTags: ['b'],
    colour: 7,
  })
  expect(await core.ask('runs.show', { id: ids[0] })).toMatchObject({
    name: 'one',
    tags: ['a', 'c'],
    isPinned: true,
    colour: 7,
  })
  expect(await core.ask('runs.show', { id: ids[1] })).toMatchObject({ tags: ['a', 'b'], note: '' })
  expect(told).toEqual(['one', 'two', 'one'])
})

const hostile = [
  '<img src=x onerror=alert(1)>',
  '=cmd()',
  '\u202Egnirts\u202C \u200F',
  '👩🏽‍🚀🇦🇶 e\u0301',
  "'; DROP TABLE run; --",
  '\u0000 null',
]

test.each(hostile)('%j comes back as it was given, as name, note and tag', async (text) => {
  const { core, ids } = await two()
  const [id] = ids
  const tag = text.replaceAll('\u0000', '').trim()
  await core.ask('runs.change', { ids: [id], name: `x${text}x`, note: text, tags: [tag] })
  const [listed] = await core.ask('runs.list', { search: tag })
  expect(listed).toMatchObject({ id, name: `x${text}x`, note: text, tags: [tag] })
})

test('a note may be as long as 10,000 characters', async () => {
  const { core, ids } = await two()
  const note = '𝔸é '.repeat(2500)
  expect(note).toHaveLength(10_000)
  await core.ask('runs.change', { ids, note })
  expect((await core.ask('runs.show', { id: ids[1] })).note).toBe(note)
})

const refused: readonly [Omit<Input<'runs.change'>, 'ids'>, string][] = [
  [{}, 'Name something to change: name, note, tags, colour or pin'],
  [{ name: 'same' }, 'A name can be given to one run only, not to 2'],
  [{ note: 'n'.repeat(10_001) }, 'A note has at most 10,000 characters'],
  [
    { addTags: Array.from({ length: 20 }, (_, index) => `tag ${String(index)}`) },
    'Run one would have 21 tags; at most 20 are allowed',
  ],
  [{ tags: ['a,b'] }, 'A tag has 1 to 40 characters and no comma'],
  [{ colour: 11 }, 'Colour must be a whole number from 1 to 10'],
]

test.each(refused)('%j is refused in one line, and nothing is changed', async (change, message) => {
  const { core, ids } = await two()
  await core.ask('runs.change', { ids: [ids[0]], tags: ['first'] })
  const before = await core.ask('runs.list', {})
  const reply = await core.answer('runs.change', { ids, ...change })
  expect(reply).toMatchObject({ ok: false, code: 'bad-input' })
  expect(reply.ok || reply.message).toMatch(new RegExp(`^${message}[^\\n]*$`))
  expect(await core.ask('runs.list', {})).toEqual(before)
})

test('a name of 10,000 characters is refused in one line', async () => {
  const { core, ids } = await two()
  const reply = await core.answer('runs.change', { ids: [ids[0]], name: 'n'.repeat(10_000) })
  expect(reply).toMatchObject({
    ok: false,
    message: expect.stringMatching(/^A name has 1 to 120 characters/) as string,
  })
})
