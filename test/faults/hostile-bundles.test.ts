import { zipSync } from 'fflate'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, describe, test, expect } from 'vitest'
import { manifestName } from '../../electron/formats/bundle/manifest.ts'
import { bundleOfContents, fileOf } from '../fixtures/bundles.ts'
import { tempDir } from '../temp-dir.ts'
import { expectRefused, soundBundle } from './hostile-bundle.ts'

const sound = soundBundle()

/** The file with some of its bytes written over. */
const patched = (at: number, bytes: readonly number[]) => {
  const copy = Buffer.from(sound().bytes)
  Buffer.from(bytes).copy(copy, copy.length + at)
  return fileOf(copy)
}

/** A bundle of one file. */
const only = (name: string) => bundleOfContents(sound().id, new Map([[name, Buffer.alloc(1)]]))

function pipe(): string {
  const path = join(tempDir(), 'pipe')
  execFileSync('mkfifo', [path])
  return path
}

type Json = Record<string, unknown>

describe('as a zip file', () => {
  test.each<[string, () => string, RegExp]>([
    ['nothing', () => fileOf(Buffer.alloc(0)), /its end must be that of a zip file/],
    ['no zip file', () => fileOf(Buffer.from('runs'.repeat(100))), /its end must be/],
    [
      'a comment',
      () => fileOf(Buffer.concat([sound().bytes, Buffer.from('x')])),
      /its end must be/,
    ],
    [
      'bytes before it',
      () => fileOf(Buffer.concat([Buffer.from('x'), sound().bytes])),
      /its directory must/,
    ],
    [
      'its second half',
      () => fileOf(sound().bytes.subarray(sound().bytes.length / 2)),
      /its directory must/,
    ],
    [
      'packed files',
      () => fileOf(zipSync({ 'manifest.json': new Uint8Array(9) })),
      /stored and not packed/,
    ],
    [
      '300 MB of zeros',
      () => fileOf(zipSync({ 'runs/x': new Uint8Array(3e8) }, { level: 9 })),
      /stored and not packed/,
    ],
    [
      'the same files as another program stores them',
      () => fileOf(zipSync({ 'manifest.json': new Uint8Array(9) }, { level: 0 })),
      /entry of manifest\.json must be/,
    ],
    [
      '65,535 files',
      () => patched(-14, [255, 255, 255, 255]),
      /files in it must be at most 20000, found 65535/,
    ],
    [
      'a directory of 4 GB',
      () => patched(-10, [255, 255, 255, 255]),
      /its directory must be in one piece/,
    ],
    [
      'a directory at 4 GB',
      () => patched(-6, [255, 255, 255, 255]),
      /its directory must be in one piece/,
    ],
    ['a name out of the folder', () => only('../lab.db'), /names in it must be plain names/],
    ['an absolute name', () => only('/etc/passwd'), /plain names/],
    ['a name on a share', () => only('\\\\host\\x'), /plain names/],
    ['a name with NUL', () => only('runs/\0'), /plain names/],
    ['a long name', () => only('x'.repeat(81)), /plain names/],
    ['a folder', () => tempDir(), /must be a file/],
    ['a pipe', pipe, /must be a file/],
    ['nowhere', () => join(tempDir(), 'none'), /there is no such file/],
  ])('%s', (_, make, why) => {
    expectRefused(make(), why)
  })
})

describe('by its manifest', () => {
  const manifest = (change: (manifest: Json) => unknown) =>
    bundleOfContents(sound().id, sound().contents, (made) => change({ ...made }))
  test.each<[string, () => string, RegExp]>([
    ['of another kind', () => manifest((m) => ({ ...m, kind: 'zip' })), /manifest\.json, kind/],
    [
      'of a later version',
      () => manifest((m) => ({ ...m, version: 2 })),
      /manifest\.json, version/,
    ],
    ['that is a list', () => manifest(() => []), /manifest\.json, kind/],
    ['with no run', () => manifest((m) => ({ ...m, runs: [] })), /manifest\.json, runs/],
    [
      'with a run twice',
      () => manifest((m) => ({ ...m, runs: [sound().id, sound().id] })),
      /different from each other/,
    ],
    [
      'with 101 runs',
      () => manifest((m) => ({ ...m, runs: Array.from({ length: 101 }, () => sound().id) })),
      /runs/,
    ],
    [
      'with a run that is not in it',
      () => manifest((m) => ({ ...m, runs: [sound().id, 'zzzzzzzzzz'] })),
      /zzzzzzzzzz\/run\.json must be in the bundle/,
    ],
    [
      'with a wrong hash',
      () =>
        manifest((m) => ({
          ...m,
          files: (m['files'] as Json[]).map((file) => ({ ...file, sha256: '0'.repeat(64) })),
        })),
      /SHA-256 of runs/,
    ],
    [
      'with a wrong length',
      () =>
        manifest((m) => ({
          ...m,
          files: (m['files'] as Json[]).map((file) => ({ ...file, bytes: 2 ** 40 })),
        })),
      /length of runs/,
    ],
    [
      'with a file too few',
      () => manifest((m) => ({ ...m, files: (m['files'] as Json[]).slice(1) })),
      /files of the manifest/,
    ],
    ['that is missing', () => fileOf(sound().bytes.subarray(0, -1)), /its end must be/],
    [
      'that is not the last',
      () =>
        bundleOfContents(
          sound().id,
          new Map([[manifestName, Buffer.alloc(0)], ...sound().contents]),
        ),
      /names in it must be different/,
    ],
  ])('%s', (_, make, why) => {
    expectRefused(make(), why)
  })
})

afterAll(() => {
  // The promise is 512 MB; of it this process has taken what the tests themselves need, too.
  expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(1024)
})
