import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { tempDir } from '../temp-dir.ts'
import { startNode } from './programs.ts'

const scripts = resolve(import.meta.dirname, '..', '..', 'scripts')

/** Makes this Node pass for one that is too old, until it runs the program again. */
const olderNode = `data:text/javascript,if (!process.channel)
  Object.defineProperty(process, 'versions', { value: { ...process.versions, napi: '9' } })`

/** A program behind the guard, in a folder where npm has installed a newer Node or has not. */
function guarded(program: string, { hasNode = true } = {}) {
  const root = join(tempDir(), 'a folder')
  cpSync(scripts, join(root, 'scripts'), { recursive: true })
  writeFileSync(
    join(root, 'program.mjs'),
    `import { isNodeReady } from './scripts/need-node.mjs'\nif (isNodeReady()) { ${program} }\n`,
  )
  const bin = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin')
  mkdirSync(bin, { recursive: true })
  if (hasNode) symlinkSync(process.execPath, join(bin, 'node'))
  return startNode(['--import', olderNode, 'program.mjs', 'runs', 'a name'], { cwd: root })
}

test('a program runs under the newer Node with its arguments, and its exit code comes back', async () => {
  const { code, stdout } = await guarded(
    'console.log(process.versions.napi > 9, process.argv.slice(2)); process.exitCode = 130',
  ).ended
  expect({ code, stdout }).toEqual({ code: 130, stdout: "true [ 'runs', 'a name' ]\n" })
})

test('without a newer Node it says what is missing in one line', async () => {
  const { code, stdout, stderr } = await guarded('', { hasNode: false }).ended
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^Digit Lab needs Node.js 22.14 or newer; this is v\S+, .*\n$/)
})

test('a signal reaches it once', async () => {
  const program = guarded(`
    const wait = setInterval(() => {}, 1000)
    process.on('SIGINT', () => {
      console.log('SIGINT')
      setTimeout(() => process.exit(130), 300)
    })
    console.log('ready')`)
  await program.firstLines(1)
  program.kill('SIGINT')
  await expect(program.ended).resolves.toMatchObject({ code: 130, stdout: 'ready\nSIGINT\n' })
})

test('a signal that kills it shows in the exit code', async () => {
  const program = guarded("console.log('ready'); setInterval(() => {}, 1000)")
  await program.firstLines(1)
  program.kill('SIGTERM')
  await expect(program.ended).resolves.toMatchObject({ code: 143 })
})

test('it ends when the process that ran it again is killed', async () => {
  const program = guarded("console.log('ready'); setInterval(() => {}, 1000)")
  await program.firstLines(1)
  program.kill('SIGKILL')
  // Resolves once nobody holds the output any more.
  await expect(program.ended).resolves.toMatchObject({ signal: 'SIGKILL', stdout: 'ready\n' })
})
