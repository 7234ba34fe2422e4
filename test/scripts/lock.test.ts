import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withLock } from '../../scripts/lock.mjs'
import { tempDir } from '../temp-dir.ts'
import { scriptUrl, startModule } from './programs.ts'

const lockFile = () => join(tempDir(), 'new folder', 'set-up.lock')

/** Takes the lock, starts a child that holds it too, prints both process ids and waits for ever. */
const holder = (file: string) => `
import { spawn } from 'node:child_process'
import { withLock } from ${scriptUrl('lock.mjs')}
await withLock(${JSON.stringify(file)}, async (alsoHeldBy) => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  alsoHeldBy(child.pid)
  console.log(child.pid)
  await new Promise(() => setInterval(() => {}, 1000))
})`

test('only one of several holds it at a time', async () => {
  const file = lockFile()
  const log = join(tempDir(), 'log')
  const worker = `
import { appendFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { withLock } from ${scriptUrl('lock.mjs')}
for (let round = 0; round < 3; round++)
  await withLock(${JSON.stringify(file)}, async () => {
    appendFileSync(${JSON.stringify(log)}, 'in\\n')
    await setTimeout(20)
    appendFileSync(${JSON.stringify(log)}, 'out\\n')
  })`
  const results = await Promise.all([1, 2, 3].map(() => startModule(worker).ended))
  expect(results.map(({ code, stderr }) => [code, stderr])).toEqual(Array(3).fill([0, '']))
  expect(readFileSync(log, 'utf8')).toBe('in\nout\n'.repeat(9))
  expect(existsSync(file)).toBe(false)
})

test('a killed holder keeps it for as long as the child that does its work', async () => {
  const file = lockFile()
  const first = startModule(holder(file))
  const [childPid] = (await first.firstLines(1)).map(Number)
  first.kill('SIGKILL')
  await first.ended
  const waitedFor: number[] = []
  const second = withLock(
    file,
    () => Promise.resolve('mine'),
    (pid) => {
      waitedFor.push(pid)
      process.kill(pid, 'SIGKILL')
    },
  )
  await expect(second).resolves.toBe('mine')
  expect(waitedFor).toEqual([childPid])
})

test('a lock of a process whose id was given to another is no lock', async () => {
  const file = lockFile()
  await withLock(file, () => Promise.resolve())
  writeFileSync(file, JSON.stringify([{ pid: process.pid, startedAt: 'before the restart' }]))
  await expect(withLock(file, () => Promise.resolve('mine'))).resolves.toBe('mine')
  writeFileSync(file, 'not even JSON')
  await expect(withLock(file, () => Promise.resolve('mine'))).resolves.toBe('mine')
})

test('it is given back when the work fails', async () => {
  const file = lockFile()
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(existsSync(file)).toBe(false)
})
