import { describe, test } from 'vitest'
import { namesOf } from '../../electron/formats/bundle/manifest.ts'
import { bundleOfContents } from '../fixtures/bundles.ts'
import { expectRefused, soundBundle } from './hostile-bundle.ts'

const sound = soundBundle()
const names = () => namesOf(sound().id)

const having = (name: string, bytes: Uint8Array | string) =>
  bundleOfContents(sound().id, new Map([...sound().contents, [name, Buffer.from(bytes)]]))

const without = (name: string) =>
  bundleOfContents(sound().id, new Map([...sound().contents].filter(([other]) => other !== name)))

type Json = Record<string, unknown>
const jsonOf = (name: string) => JSON.parse(sound().contents.get(name)?.toString() ?? '') as Json
const linesOf = (name: string) =>
  (sound().contents.get(name)?.toString() ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Json)
const text = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** The run with other fields. */
const run = (fields: Json) =>
  having(names().run, JSON.stringify({ ...jsonOf(names().run), ...fields }))
/** The first line of a file with other fields. */
const line = (name: string, fields: Json) => {
  const [first, ...rest] = linesOf(name)
  return having(name, text([{ ...first, ...fields }, ...rest]))
}

describe('by its files', () => {
  const huge = Array.from({ length: 8 }, () => 4096)
  const weights = () => names().weights(Number(linesOf(names().checkpoints)[0]?.['step']))
  const float = (bytes: readonly number[]) => {
    const copy = Buffer.from(sound().contents.get(names().slots) ?? '')
    Buffer.from(bytes).copy(copy, 40)
    return having(names().slots, copy)
  }
  test.each<[string, () => string, RegExp]>([
    ['a run of another id', () => run({ id: 'zzzzzzzzzz' }), /id in .* must be/],
    ['an id that is a path', () => run({ id: '../../../x' }), /run\.json, id/],
    ['a status that trains', () => run({ status: 'running' }), /Status must be one of/],
    ['a field too many', () => run({ owner: 'me' }), /run\.json, owner/],
    ['__proto__', () => having(names().run, '{"__proto__":{"polluted":1}}'), /without such keys/],
    [
      '__proto__ in disguise',
      () => having(names().run, '{"\\u005f_proto__":{"polluted":1}}'),
      /without such keys/,
    ],
    [
      'constructor in a line',
      () => having(names().points, '{"constructor":{"polluted":1}}\n'),
      /without such keys/,
    ],
    ['lists in lists', () => having(names().run, '['.repeat(1_000_000)), /must be JSON/],
    [
      'lists in lists that end',
      () => having(names().points, `${'['.repeat(400_000)}${']'.repeat(400_000)}\n`),
      /points\.jsonl, line 1/,
    ],
    [
      '5 MB of JSON',
      () => having(names().run, ' '.repeat(5_000_000)),
      /length of .*run\.json must be at most/,
    ],
    [
      'a line of 2 MB',
      () => having(names().log, 'x'.repeat(2_000_000)),
      /a line of .* must be at most/,
    ],
    ['a name of 1 MB', () => run({ name: 'x'.repeat(1_000_000) }), /A name has 1 to 120/],
    [
      '1e999 steps',
      () =>
        having(
          names().run,
          JSON.stringify(jsonOf(names().run)).replace(/"steps":\d+/, '"steps":1e999'),
        ),
      /run\.json, steps/,
    ],
    ['more steps than are exact', () => run({ steps: 2 ** 60 }), /run\.json, steps/],
    ['a step beyond its end', () => run({ step: 10 ** 9 }), /step of .* must be at most/],
    ['steps that are no epochs', () => run({ steps: 9 }), /so many in each of 2 epochs/],
    [
      '512 MB of weights',
      () => run({ config: { ...(jsonOf(names().run)['config'] as Json), hidden: huge } }),
      /length of .*weights/,
    ],
    [
      'nine hidden layers',
      () => run({ config: { ...(jsonOf(names().run)['config'] as Json), hidden: [...huge, 1] } }),
      /settings that can be trained with/,
    ],
    [
      'images of 50 million pixels',
      () => run({ shape: { ...(jsonOf(names().run)['shape'] as Json), rows: 5e7 } }),
      /Pixels a side/,
    ],
    [
      'points in another order',
      () => having(names().points, text(linesOf(names().points).reverse())),
      /ascending order/,
    ],
    [
      'an error of 2',
      () => line(names().points, { error: 2 }),
      /An error must be a number from 0 to 1/,
    ],
    [
      'a loss that is a text',
      () => line(names().epochs, { test: { loss: 'NaN', error: 0 } }),
      /epochs\.jsonl, line 1/,
    ],
    ['a line without end', () => having(names().log, '{}'), /ended by a line feed/],
    ['a layer of an epoch that is not', () => line(names().layers, { epoch: 9 }), /one of the run/],
    [
      'weights of another length',
      () => having(weights(), sound().contents.get(weights())?.subarray(4) ?? ''),
      /SHA-256 of .*weights/,
    ],
    ['weights that are missing', () => without(weights()), /weights.* must be in the bundle/],
    [
      'slots that are NaN',
      () => float([0, 0, 0xc0, 0x7f]),
      /numbers of .*slots\.bin must be finite, found NaN/,
    ],
    ['slots that are infinite', () => float([0, 0, 0x80, 0xff]), /found -Infinity/],
    ['slots that are missing', () => without(names().slots), /slots\.bin must be in the bundle/],
    [
      'a state of no checkpoint',
      () => having(names().resume, JSON.stringify({ ...jsonOf(names().resume), step: 3 })),
      /that of a checkpoint/,
    ],
    [
      'an evaluation of other bytes',
      () => having(names().evaluation(0), Buffer.alloc(90_000)),
      /what was found/,
    ],
    [
      'an evaluation of other images',
      () => line(names().evaluations, { images: 5 }),
      /length of .*evaluations/,
    ],
    [
      'an evaluation of handwriting',
      () => line(names().evaluations, { set: 'handwriting' }),
      /not of handwriting/,
    ],
    [
      'an odd drawing',
      () => having('drawings.jsonl', '{"label":10,"strokes":[]}\n'),
      /drawings\.jsonl must be drawings/,
    ],
    [
      'a file that none knows',
      () => having(`runs/${sound().id}/other.json`, '{}'),
      /files in it must be those of a bundle/,
    ],
    ['a file of no run', () => having('runs/zzzzzzzzzz/run.json', '{}'), /of one of its runs/],
  ])('%s', (_, make, why) => {
    expectRefused(make(), why)
  })
})
