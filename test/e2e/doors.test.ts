import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { calls, type CallName, type Input } from '../../electron/contract/calls.ts'
import type { Run, RunId } from '../../electron/contract/entities.ts'
import type { Reply } from '../../electron/contract/errors.ts'
import { built, short } from '../core/core-parts.ts'
import { tempCore } from '../core/temp-core.ts'
import { launchDouble } from '../electron-double/launch.ts'
import { tempDir } from '../temp-dir.ts'
import { serve, terminal } from './served.ts'

type Ask = (name: CallName, input: unknown) => Promise<Reply<unknown>>

const dot = [[[10, 10]]] as Input<'digits.read'>['strokes']

/** A good input for every call; a call that is new does not compile until it has one. */
const inputs = (id: RunId, live: RunId, image: string): { readonly [N in CallName]: Input<N> } => ({
  'runs.list': {},
  'runs.find': { run: 'last' },
  'runs.show': { id },
  'runs.metrics': { ids: [id] },
  'runs.compare': { ids: [id, live] },
  'runs.start': short,
  'runs.stop': { id: live },
  'runs.delete': { id: live },
  'runs.restore': { id: live },
  'digits.prepare': { drawings: [dot, []] },
  'digits.prepareImage': { image },
  'digits.guess': { id, images: [Buffer.alloc(784).toString('base64')] },
  'digits.read': { id, strokes: dot },
  'models.export': { id, format: 'tfjs' },
  'lab.doctor': {},
})

/** Answers that are the same whoever asks; the others say when and where something was made. */
const alike: readonly CallName[] = [
  'runs.show',
  'runs.metrics',
  'digits.prepare',
  'digits.prepareImage',
  'digits.guess',
  'digits.read',
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
    const { id } = await terminalDoor.ask('runs.find', { run: 'last' })
    const replies = new Map<string, Reply<unknown>>()
    for (const [door, ask] of Object.entries(doors)) {
      const live = await ask('runs.start', { config: { epochs: 1000 } })
      if (!live.ok) throw new Error(`${door}: ${live.message}`)
      const given = inputs(id, (live.value as { id: RunId }).id, picture.toString('base64'))
      for (const name of Object.keys(calls) as CallName[]) {
        const reply = await ask(name, given[name])
        expect(reply, `${name} through the ${door}`).toMatchObject({ ok: true })
        replies.set(`${door} ${name}`, reply)
      }
      const started = replies.get(`${door} runs.start`)
      if (started?.ok) await ask('runs.delete', started.value)
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
