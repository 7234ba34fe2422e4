import { expect, test } from 'vitest'
import { calls, type CallName } from '../../electron/contract/calls.ts'
import { tempCore } from './temp-core.ts'

const asker = () => tempCore({ worksQueue: false })
const unknown = 'zzzzzzzzzz'

test('every call of the contract has an answer, and a wrong input to it is one line', async () => {
  const core = asker()
  for (const name of Object.keys(calls)) {
    const reply = await core.answer(name, 'not an object')
    expect(reply, name).toMatchObject({ ok: false, code: 'bad-input' })
    expect(reply.ok || reply.message, name).not.toMatch(/\n/)
  }
})

test.each([['runs.strat'], [undefined], [3], ['__proto__'], ['toString']])(
  'there is no call %j',
  async (name) => {
    expect(await asker().answer(name, {})).toMatchObject({ ok: false, code: 'bad-input' })
  },
)

test.each([
  '{"__proto__": {"polluted": 1}}',
  '{"search": "", "constructor": 1}',
  '{"deep": [{"prototype": 1}]}',
])('a key that reaches for a prototype is refused: %s', async (json) => {
  expect(await asker().answer('runs.list', JSON.parse(json))).toMatchObject({
    ok: false,
    code: 'bad-input',
    message: expect.stringMatching(/__proto__|constructor|prototype/) as string,
  })
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

test.each([
  [{ learningRate: 0 }, /Learning rate must be a number from 0.0000001 to 10/],
  [{ learningRate: '0.1' }, /Learning rate must be a number/],
  [{ epochs: 0 }, /Epochs must be a whole number from 1 to 1000/],
  [{ epochs: 1.5 }, /Epochs must be a whole number/],
  [{ batch: 10_001 }, /Batch size must be a whole number from 1 to 10000/],
  [{ hidden: [0] }, /Hidden units must be a whole number from 1 to 4096/],
  [{ hidden: Array.from({ length: 9 }, () => 1) }, /at most 8/],
  [{ optimizer: 'adm' }, /Optimizer must be one of adam, adamw, rmsprop, momentum, nesterov, sgd/],
  [{ activation: 'swish' }, /Activation must be one of relu, leaky-relu, elu, gelu, tanh, sigmoid/],
  [{ seed: -1 }, /Seed must be a whole number/],
  [{ epoch: 3 }, /epoch/],
  [{ patience: 3 }, /Patience and keep best need a validation share above 0/],
  [{ validation: 0.9 }, /Validation share must be a number from 0 to 0.5/],
])('a run cannot start with %j', async (config, message) => {
  const core = asker()
  expect(await core.answer('runs.start', { config })).toMatchObject({
    ok: false,
    code: 'bad-input',
    message: expect.stringMatching(message) as string,
  })
  expect(await core.ask('runs.list', {})).toEqual([])
})

const notThere = { ok: false, code: 'not-found', message: `No run has the id ${unknown}` }

/** What a call takes beside the ids of runs. */
const besides: Partial<Record<CallName, object>> = {
  'models.export': { format: 'tfjs' },
  'queue.move': { before: null },
  'queue.hold': { isHeld: true },
  'runs.change': { note: 'new' },
  'runs.extend': { epochs: 1 },
  'runs.repeat': { seeds: 1 },
  'runs.setLearningRate': { learningRate: 0.1 },
}

test.each([
  'runs.show',
  'runs.stop',
  'runs.pause',
  'runs.resume',
  'runs.extend',
  'runs.setLearningRate',
  'runs.reproduce',
  'runs.repeat',
  'runs.verification',
  'runs.log',
  'queue.move',
  'checkpoints.prune',
  'models.export',
] as const)('%s of a run that is not there says so', async (name) => {
  expect(await asker().answer(name, { id: unknown, ...besides[name] })).toEqual(notThere)
})

test.each([
  'runs.change',
  'runs.archive',
  'runs.unarchive',
  'runs.delete',
  'runs.restore',
  'runs.purge',
  'queue.hold',
  'queue.remove',
] as const)('%s of several runs, one of them not there, says which', async (name) => {
  const core = asker()
  const { id } = await core.ask('runs.start', { config: {} })
  await core.ask('runs.delete', { ids: [id] })
  const before = await core.ask('runs.show', { id })
  expect(await core.answer(name, { ids: [id, unknown], ...besides[name] })).toEqual(notThere)
  expect(await core.ask('runs.show', { id })).toEqual(before)
})

test('runs are found by id, by the beginning of one, by name and by last', async () => {
  const core = asker()
  const first = await core.ask('runs.start', { config: {}, name: 'First' })
  const second = await core.ask('runs.start', { config: {} })
  const found = async (run: string) => (await core.ask('runs.find', { run })).id
  expect(await found(first.id)).toBe(first.id)
  expect(await found('First')).toBe(first.id)
  expect(await found('Reference')).toBe(second.id)
  expect(await found('last')).toBe(second.id)
  await expect(found('Third')).rejects.toMatchObject({ code: 'not-found' })
  await core.ask('runs.start', { config: {}, name: 'First' })
  await expect(found('First')).rejects.toMatchObject({ code: 'ambiguous' })
})

test('a run without a name gets one from what differs, never the same twice', async () => {
  const core = asker()
  const nameOf = async (config: object) => {
    const { id } = await core.ask('runs.start', { config })
    return (await core.ask('runs.show', { id })).name
  }
  expect(await nameOf({})).toBe('Reference')
  expect(await nameOf({})).toBe('Reference (2)')
  expect(await nameOf({ seed: 2 })).toBe('Reference, seed 2')
  expect(await nameOf({ hidden: [], learningRate: 0.01 })).toBe('Hidden none, rate 0.01')
})

test('comparing names only the settings that differ', async () => {
  const core = asker()
  const first = await core.ask('runs.start', { config: {} })
  const second = await core.ask('runs.start', { config: { batch: 32, seed: 2 } })
  const { runs, differences } = await core.ask('runs.compare', {
    runs: [first, second],
  })
  expect(runs.map(({ id }) => id)).toEqual([first.id, second.id])
  expect(differences).toEqual([
    { setting: 'batch', values: ['100', '32'] },
    { setting: 'seed', values: ['1', '2'] },
  ])
})

test('wrong calls do not compile', () => {
  const core = asker()
  const wrong = () => [
    // @ts-expect-error: there is no such call
    core.ask('runs.strat', { config: {} }),
    // @ts-expect-error: it takes an id
    core.ask('runs.show', {}),
    // @ts-expect-error: epochs is a number
    core.ask('runs.start', { config: { epochs: '5' } }),
  ]
  expect(wrong).toBeTypeOf('function')
})
