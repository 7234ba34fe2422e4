import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startNode } from './programs.ts'
import { smallProject } from './small-project.ts'

const digitLab = (root: string, ...args: string[]) =>
  startNode(['bin/digit-lab.mjs', ...args], { cwd: root })
const builds = (root: string) =>
  readFileSync(join(root, 'built.log'), 'utf8').trimEnd().split('\n').length
const installing = 'installing packages'

test('a fresh checkout sets itself up, and says so on standard error alone', async () => {
  const root = smallProject()
  const { code, stdout, stderr } = await digitLab(root, 'runs', 'list').ended
  expect(stderr).toMatch(
    /installing packages[\s\S]*preparing the training engine[\s\S]*WebAssembly[\s\S]*building the application/,
  )
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'runs list\n' })
})

test('what is done already is not done again', async () => {
  const root = smallProject()
  await digitLab(root).ended
  const again = await digitLab(root, 'doctor').ended
  expect(again).toEqual({ code: 0, signal: null, stdout: 'doctor\n', stderr: '' })

  writeFileSync(join(root, 'electron', 'new.ts'), 'export {}\n')
  const afterEdit = await digitLab(root).ended
  expect(afterEdit.stderr).toContain('building the application')
  expect(afterEdit.stderr).not.toContain(installing)
  expect(builds(root)).toBe(2)

  rmSync(join(root, 'out'), { recursive: true })
  await digitLab(root).ended
  expect(builds(root)).toBe(3)

  rmSync(join(root, 'node_modules'), { recursive: true })
  const afterRemoval = await digitLab(root).ended
  expect(afterRemoval.stderr).toContain(installing)
  expect(afterRemoval.code).toBe(0)
})

test('two at once do the work once', async () => {
  const root = smallProject()
  const both = await Promise.all([digitLab(root, 'one').ended, digitLab(root, 'two').ended])
  expect(both.map(({ code, stdout }) => [code, stdout])).toEqual([
    [0, 'one\n'],
    [0, 'two\n'],
  ])
  expect(both.filter(({ stderr }) => stderr.includes(installing))).toHaveLength(1)
  expect(builds(root)).toBe(1)
})

test('one that was killed in the middle is taken up by the next', async () => {
  const root = smallProject()
  const first = digitLab(root)
  await first.firstErrorLines(1)
  first.kill('SIGKILL')
  await first.ended
  const { code, stdout } = await digitLab(root, 'runs').ended
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'runs\n' })
})

test('a step that fails says what it said, and ends with code 1', async () => {
  const root = smallProject()
  writeFileSync(
    join(root, 'bundler', 'bin', 'electron-vite.js'),
    "console.error('no such file: main.ts')\nprocess.exit(2)\n",
  )
  const { code, stdout, stderr } = await digitLab(root).ended
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(
    /building the application failed after .* exit code 2\nno such file: main.ts/,
  )
})

test('a packaged application sets nothing up', async () => {
  const root = smallProject()
  await digitLab(root).ended
  for (const path of ['electron.vite.config.ts', 'electron', 'node_modules', '.cache'])
    rmSync(join(root, path), { recursive: true })
  await expect(digitLab(root, 'runs').ended).resolves.toEqual({
    code: 0,
    signal: null,
    stdout: 'runs\n',
    stderr: '',
  })
})
