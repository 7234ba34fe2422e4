import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { calls, type CallName, type Input } from '../../electron/contract/calls.ts'
import { StartRun, type Run, type RunId } from '../../electron/contract/entities.ts'
import type { GroupId } from '../../electron/contract/groups.ts'
import type { Reply } from '../../electron/contract/errors.ts'
import { npz } from '../../electron/formats/npz.ts'
import { plainModel } from '../../electron/formats/plain-model.ts'
import { built, short } from '../core/core-parts.ts'
import { tempCore } from '../core/temp-core.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'
import { tinyCsv, tinySource } from '../fixtures/tiny-csv.ts'
import { launchDouble } from '../electron-double/launch.ts'
import { tempDir } from '../temp-dir.ts'
import { serve, terminal } from './served.ts'

type Ask = (name: CallName, input: unknown) => Promise<Reply<unknown>>

const never = new AbortController().signal
const anyView: Input<'views.save'>['view'] = {
  filter: '',
  columns: [{ key: 'name' }],
  sort: { by: 'created', isDescending: true },
  groupBy: null,
}
const modelFile = {
  fileName: 'small.npz',
  file: Buffer.from(
    npz(plainModel(madeUpModel([4]), { pixels: 'unit', answer: 'logits' })),
  ).toString('base64'),
}
const dot = [[[10, 10]]] as Input<'digits.read'>['strokes']
const drawing: Input<'digits.stages'>['drawing'] = { kind: 'strokes', strokes: dot }

/** A random search of one short run. */
const small: Input<'sweeps.start'> = {
  config: { ...short.config, epochs: 1 },
  axes: [{ kind: 'range', setting: 'learningRate', from: 0.001, to: 0.01, isLog: true }],
  budget: { kind: 'runs', runs: 1 },
}

interface Runs {
  /** Has completed. */
  readonly done: RunId
  /** Repeats it, and has completed too. */
  readonly repeat: RunId
  /** Is to be stopped. */
  readonly live: RunId
  /** Waits or trains. */
  readonly other: RunId
  /** Has completed, and was extended since. */
  readonly extended: RunId
  /** Is in the bin. */
  readonly binned: RunId
  /** Waits and is held. */
  readonly waits: RunId
  /** A drawing of my handwriting. */
  readonly drawn: number
  /** Has a trial that waits. */
  readonly sweep: GroupId
}

/** A good input for every call, in their order; a call that is new does not compile until it has one. */
const inputs = (
  { done: id, repeat, live, other, extended, binned, waits, drawn, sweep }: Runs,
  image: string,
  bundle: string,
): { readonly [N in CallName]: Input<N> } => ({
  'runs.list': {},
  'runs.find': { run: 'last' },
  'runs.show': { id },
  'runs.metrics': { ids: [id] },
  'runs.curves': { ids: [id, live] },
  'runs.usage': { id },
  'runs.layers': { id },
  'runs.compare': { runs: [{ id }, { id: live }] },
  'runs.report': { runs: [{ id }, { id: live }], format: 'markdown' },
  'runs.start': short,
  'runs.repeat': { id: extended, seeds: 1 },
  'runs.stop': { id: live },
  'runs.pause': { id: other },
  'runs.resume': { id: extended },
  'runs.extend': { id: other, epochs: 1 },
  'runs.setLearningRate': { id: other, learningRate: 0.01 },
  'runs.reproduce': { id },
  'runs.verification': { id: repeat },
  'checkpoints.prune': { id: repeat },
  'presets.list': {},
  'presets.save': { name: 'mine', config: {} },
  'presets.delete': { name: 'mine' },
  'runs.log': { id },
  'runs.change': { ids: [live], addTags: ['seen'] },
  'runs.archive': { ids: [id] },
  'runs.unarchive': { ids: [id] },
  'runs.delete': { ids: [live] },
  'runs.restore': { ids: [live] },
  'runs.purge': { ids: [binned] },
  'runs.stopPurge': {},
  'queue.list': {},
  'queue.move': { id: waits, before: null },
  'queue.hold': { ids: [waits], isHeld: true },
  'queue.remove': { ids: [waits] },
  'views.list': {},
  'views.save': { name: 'Mine', view: anyView },
  'views.delete': { name: 'Mine' },
  'digits.prepare': { drawings: [dot, []] },
  'digits.prepareImage': { image },
  'digits.guess': { id, images: [Buffer.alloc(784).toString('base64')] },
  'digits.read': { id, strokes: dot },
  'digits.stages': { drawing },
  'digits.readMany': { drawing, ids: [id] },
  'digits.readEpochs': { drawing, id },
  'digits.explain': { drawing, id },
  'runs.firstLayer': { id },
  'handwriting.keep': { drawings: [{ kind: 'strokes', label: 1, strokes: dot }] },
  'handwriting.count': {},
  'handwriting.list': {},
  'handwriting.export': {},
  'handwriting.import': { lines: JSON.stringify({ label: 7, strokes: dot }) },
  'handwriting.scores': { id },
  'handwriting.readings': { id },
  'handwriting.settle': {},
  'handwriting.mix': { times: 1 },
  'handwriting.relabel': { numbers: [drawn], label: 2 },
  'handwriting.delete': { numbers: [drawn] },
  'sweeps.plan': small,
  'sweeps.start': small,
  'sweeps.list': {},
  'sweeps.find': { sweep: 'last' },
  'sweeps.show': { id: sweep },
  'sweeps.pause': { id: sweep },
  'sweeps.resume': { id: sweep },
  'sweeps.stop': { id: sweep },
  'sweeps.extend': { id: sweep, by: { kind: 'runs', runs: 1 } },
  'sweeps.delete': { id: sweep },
  'evaluations.show': { id, set: 'test' },
  'evaluations.images': { id, set: 'test', true: 4 },
  'evaluations.answers': { ids: [id], set: 'test', index: 0 },
  'evaluations.board': { a: { id }, b: { id }, set: 'test' },
  'evaluations.pile': { a: { id }, b: { id }, set: 'test', pile: 'both-wrong' },
  'evaluations.hardest': { ids: [id], set: 'test' },
  'models.inspect': modelFile,
  'models.import': modelFile,
  'models.export': { id, format: 'tfjs' },
  'runs.bundle': { ids: [id] },
  'runs.importBundle': { fileName: 'runs.digitlab', file: bundle },
  'data.list': {},
  'data.show': { id: 'mnist' },
  'data.delete': { id: 'own' },
  'settings.show': {},
  'settings.change': { checkpointEverySeconds: 31 },
  'lab.doctor': {},
})

/** Answers that are the same whoever asks; the others say when and where something was made. */
const alike: readonly CallName[] = [
  'runs.show',
  'runs.metrics',
  'runs.usage',
  'runs.layers',
  'runs.verification',
  'presets.list',
  'data.show',
  'digits.prepare',
  'digits.prepareImage',
  'digits.guess',
  'digits.read',
  'digits.stages',
  'digits.readMany',
  'digits.readEpochs',
  'digits.explain',
  'runs.firstLayer',
  'evaluations.show',
  'evaluations.images',
  'evaluations.answers',
  'evaluations.board',
  'evaluations.pile',
  'evaluations.hardest',
  'models.inspect',
]

test('every call is answered through each door, and alike', async () => {
  const dataDir = tempDir()
  await terminal<Run>(dataDir, 'train', '--train-images', '2000', '--epochs', '1', '--hidden', '16')

  const terminalDoor = tempCore({ dataDir, worksQueue: false })
  const served = serve(dataDir)
  await served.open()
  const { port, token } = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')) as {
    port: number
    token: string
  }
  const { page, close } = await launchDouble(join(built, 'main.js'), ['--data-dir', dataDir])

  const doors: Readonly<Record<string, Ask>> = {
    terminal: (name, input) => terminalDoor.answer(name, input),
    browser: async (name, input) => {
      const response = await fetch(`http://127.0.0.1:${String(port)}/api/call/${name}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      })
      return (await response.json()) as Reply<unknown>
    },
    window: (name, input) =>
      page.evaluate(
        ([call, given]) =>
          window.digitLab?.ask(call, given) ?? { ok: false, code: 'unreachable', message: '' },
        [name, input] as const,
      ),
  }

  try {
    const black = { width: 28, height: 28, channels: 3, background: 'black' } as const
    const picture = await sharp({ create: black }).png().toBuffer()
    const { id: done } = await terminalDoor.ask('runs.find', { run: 'last' })
    const { id: repeat } = await terminalDoor.reproduce(done, never)
    const { file: bundle } = await terminalDoor.ask('runs.bundle', { ids: [done] })
    const source = tinySource(tinyCsv(tempDir()))
    const replies = new Map<string, Reply<unknown>>()
    for (const [door, ask] of Object.entries(doors)) {
      const start = async () => {
        const started = await ask('runs.start', { config: { epochs: 1000 } })
        if (!started.ok) throw new Error(`${door}: ${started.message}`)
        return (started.value as { id: RunId }).id
      }
      const { id: extended } = await terminalDoor.train(v.parse(StartRun, short), never)
      await terminalDoor.ask('runs.extend', { id: extended, epochs: 1 })
      const binned = await start()
      await terminalDoor.ask('runs.delete', { ids: [binned] })
      const { id: waits } = await terminalDoor.ask('runs.start', { config: { epochs: 1000 } })
      await terminalDoor.ask('queue.hold', { ids: [waits], isHeld: true })
      const [live, other] = [await start(), await start()]
      const [kept] = await terminalDoor.ask('handwriting.keep', {
        drawings: [{ kind: 'strokes', label: 1, strokes: dot }],
      })
      await terminalDoor.ask('handwriting.settle', {})
      const drawn = kept?.number ?? 0
      const { id: sweep } = await terminalDoor.ask('sweeps.start', {
        ...small,
        config: { epochs: 1000 },
      })
      const runs = { done, repeat, live, other, extended, binned, waits, drawn, sweep }
      await terminalDoor.addDataset({ id: 'own', source }, never, () => undefined)
      const given = inputs(runs, picture.toString('base64'), bundle)
      for (const name of Object.keys(calls) as CallName[]) {
        const reply = await ask(name, given[name])
        expect(reply, `${name} through the ${door}`).toMatchObject({ ok: true })
        replies.set(`${door} ${name}`, reply)
      }
      for (const name of ['runs.start', 'runs.reproduce'] as const) {
        const started = replies.get(`${door} ${name}`)
        if (started?.ok) await ask('runs.delete', { ids: [(started.value as { id: RunId }).id] })
      }
      await ask('runs.delete', { ids: [runs.other] })
      const drawings = await terminalDoor.ask('handwriting.list', {})
      await terminalDoor.ask('handwriting.delete', {
        numbers: drawings.map(({ number }) => number),
      })
    }
    for (const name of alike)
      for (const door of ['browser', 'window'])
        expect(replies.get(`${door} ${name}`), `${name} through the ${door}`).toEqual(
          replies.get(`terminal ${name}`),
        )
  } finally {
    await close()
  }
})
