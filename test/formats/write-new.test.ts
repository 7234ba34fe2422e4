import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../electron/contract/errors.ts'
import { writeNew } from '../../electron/formats/write-new.ts'
import { tempDir } from '../temp-dir.ts'

const files = { 'model.json': Buffer.from('{}'), 'weights.bin': new Uint8Array(100_000) }
const written = { kind: 'files', files } as const
const good = () => Promise.resolve('good')

test.each(['model', 'model.zip', 'a name with %, # and é'])(
  '%s is written whole or not at all',
  async (name) => {
    const dir = tempDir()
    const target = join(dir, name)
    await expect(writeNew(target, written, good)).resolves.toBe('good')
    expect(readdirSync(dir)).toEqual([name])
    if (!name.endsWith('.zip')) expect(readdirSync(target).toSorted()).toEqual(Object.keys(files))
  },
)

test('an empty folder may lie there already', async () => {
  const target = join(tempDir(), 'model')
  mkdirSync(target)
  await writeNew(target, written, good)
  expect(readFileSync(join(target, 'weights.bin'))).toHaveLength(100_000)
})

test('the check sees all that was written, before it has its name', async () => {
  const target = join(tempDir(), 'model')
  await writeNew(target, written, (temporary) => {
    expect(existsSync(target)).toBe(false)
    expect(readFileSync(join(temporary, 'weights.bin'))).toHaveLength(100_000)
    return good()
  })
})

describe('nothing is written, and nothing left', () => {
  test('where the check fails', async () => {
    const dir = tempDir()
    const bad = new AppError('internal', 'not the same')
    for (const name of ['model', 'model.zip'])
      await expect(writeNew(join(dir, name), written, () => Promise.reject(bad))).rejects.toBe(bad)
    expect(readdirSync(dir)).toEqual([])
  })

  test('over what is there', async () => {
    const dir = tempDir()
    writeFileSync(join(dir, 'model.zip'), 'old')
    mkdirSync(join(dir, 'model'))
    writeFileSync(join(dir, 'model', 'model.json'), 'old')
    mkdirSync(join(dir, 'empty.zip'))
    for (const name of ['model', 'model.zip', 'empty.zip', 'model/model.json'])
      await expect(writeNew(join(dir, name), written, good)).rejects.toMatchObject({
        code: 'unwritable',
        message: `${join(dir, name)} already exists; choose a path that does not`,
      })
    expect(readFileSync(join(dir, 'model.zip'), 'utf8')).toBe('old')
    expect(readdirSync(join(dir, 'model'))).toEqual(['model.json'])
    expect(readdirSync(dir).toSorted()).toEqual(['empty.zip', 'model', 'model.zip'])
  })

  test('where there is no folder, or the name cannot be', async () => {
    const dir = tempDir()
    writeFileSync(join(dir, 'file'), '')
    const cases = [
      ['none/model', 'its folder does not exist'],
      ['file/model', 'its folder is a file'],
      ['x'.repeat(300), 'the name is too long'],
    ] as const
    for (const [name, reason] of cases)
      await expect(writeNew(join(dir, name), written, good)).rejects.toMatchObject({
        code: 'unwritable',
        message: `Cannot write ${join(dir, name)}: ${reason}`,
      })
    expect(readdirSync(dir)).toEqual(['file'])
  })

  test.skipIf(process.getuid?.() === 0)('where writing is not allowed', async () => {
    const dir = tempDir()
    chmodSync(dir, 0o500)
    await expect(writeNew(join(dir, 'model'), written, good)).rejects.toThrow(/permission denied/)
  })
})

describe('a kill in the middle', () => {
  const module = JSON.stringify(
    new URL('../../electron/formats/write-new.ts', import.meta.url).href,
  )
  /** Writes a model of 20 MB in another process, which says when it starts and when it checks. */
  const writer = (target: string, check: string) =>
    spawn(process.execPath, [
      '--input-type=module',
      '--eval',
      `import { writeNew } from ${module}
       console.log('started')
       await writeNew(${JSON.stringify(target)}, { kind: 'files', files: { 'model.json': new Uint8Array(9), 'weights.bin': new Uint8Array(2e7) } }, ${check})`,
    ])

  test('leaves nothing under the name, and does not stand in the way of the next', async () => {
    const dir = tempDir()
    const target = join(dir, 'model')
    const child = writer(
      target,
      `() => { console.log('checks'); return new Promise((r) => setTimeout(r, 1e6)) }`,
    )
    let said = ''
    for await (const chunk of child.stdout) if ((said += String(chunk)).includes('checks')) break
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(readdirSync(dir)).toEqual([expect.stringMatching(/^\.partial-/)])
    await writeNew(target, written, good)
    expect(readdirSync(dir)).toContain('model')
  })

  test('at any moment leaves nothing or all of it', async () => {
    for (let moment = 0; moment < 12; moment++) {
      const target = join(tempDir(), moment % 2 === 0 ? 'model' : 'model.zip')
      const child = writer(target, '() => Promise.resolve()')
      const exited = once(child, 'exit')
      await once(child.stdout, 'data')
      await setTimeout(moment * 4)
      child.kill('SIGKILL')
      await exited
      if (!existsSync(target)) continue
      const weights = moment % 2 === 0 ? join(target, 'weights.bin') : target
      expect(readFileSync(weights).length).toBeGreaterThanOrEqual(2e7)
    }
  })
})
