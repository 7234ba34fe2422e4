import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtFrom } from '../../scripts/built-from.mjs'
import { tempDir } from '../temp-dir.ts'

const git = (folder: string, ...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@test.example', ...args], {
    cwd: folder,
    encoding: 'utf8',
  }).trim()

/** A repository with one commit of a source and of something else. */
function repository(): string {
  const folder = tempDir()
  git(folder, 'init', '--quiet')
  mkdirSync(join(folder, 'electron'))
  writeFileSync(join(folder, 'electron', 'main.ts'), 'first')
  writeFileSync(join(folder, 'notes.md'), 'first')
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '--message', 'first')
  return folder
}

test('an unchanged checkout is its commit', () => {
  const folder = repository()
  writeFileSync(join(folder, 'notes.md'), 'not a source')
  const commit = git(folder, 'rev-parse', 'HEAD')
  expect(commit).toMatch(/^[0-9a-f]{40}$/)
  expect(builtFrom(folder)).toEqual({ commit, hasChanges: false })
})

test.each(['main.ts', 'new.ts'])('a source %s that is not committed shows', (file) => {
  const folder = repository()
  writeFileSync(join(folder, 'electron', file), 'second')
  expect(builtFrom(folder)).toMatchObject({ hasChanges: true })
})

test.each([
  ['a folder without git', tempDir],
  ['a folder within another repository', () => join(repository(), 'electron')],
  [
    'a repository without a commit',
    () => {
      const folder = tempDir()
      git(folder, 'init', '--quiet')
      return folder
    },
  ],
])('%s has no commit', (_, made) => {
  expect(builtFrom(made())).toEqual({ commit: null, hasChanges: false })
})
