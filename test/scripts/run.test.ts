import { expect, test } from 'vitest'
import { run } from '../../scripts/run.mjs'
import { isRunning, scriptUrl, startModule } from './programs.ts'

const node = (program: string, options = {}) => run(process.execPath, ['-e', program], options)

test('the end of a program is told with what it said', async () => {
  await expect(node('console.log("a"); console.error("b")')).resolves.toMatchObject({
    ok: true,
    output: expect.stringMatching(/a\n/) as string,
  })
  await expect(node('console.error("b"); process.exit(3)')).resolves.toEqual({
    ok: false,
    how: 'exit code 3',
    output: 'b\n',
  })
  await expect(node('process.kill(process.pid, "SIGKILL")')).resolves.toMatchObject({
    ok: false,
    how: 'killed by SIGKILL',
  })
  await expect(run('no-such-program', [])).resolves.toMatchObject({
    ok: false,
    how: 'spawn no-such-program ENOENT',
  })
})

test('a program that never ends is ended', async () => {
  const result = await node('setInterval(() => {}, 1000)', { timeoutMs: 1000 })
  expect(result).toMatchObject({ ok: false, how: 'no answer within 1 s' })
})

test('something left running does not hold it up', async () => {
  const result = await node(
    `const { spawn } = require('node:child_process')
     const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })
     console.log(child.pid)
     child.unref()`,
  )
  const left = Number(result.output)
  expect(result.ok).toBe(true)
  expect(isRunning(left)).toBe(true)
  process.kill(left, 'SIGKILL')
})

test('a signal ends the programs first, and nothing after them is done', async () => {
  const parent = startModule(`
import { run } from ${scriptUrl('run.mjs')}
const wait = () => run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
  onStart: (pid) => console.log(pid),
})
await Promise.race([wait(), wait()])
console.error('went on')`)
  const pids = (await parent.firstLines(2)).map(Number)
  parent.kill('SIGTERM')
  const { signal, stderr } = await parent.ended
  expect(signal).toBe('SIGTERM')
  expect(stderr).toBe('')
  expect(pids.filter(isRunning)).toEqual([])
})

test('a program that does not obey the signal is ended all the same', async () => {
  const stubborn = `process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)`
  const parent = startModule(`
import { run } from ${scriptUrl('run.mjs')}
await run(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { echo: true })`)
  await parent.firstLines(1)
  parent.kill('SIGTERM')
  // Resolves once nobody holds the output any more.
  await expect(parent.ended).resolves.toMatchObject({ signal: 'SIGTERM' })
})
