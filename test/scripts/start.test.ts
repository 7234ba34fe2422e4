import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempDir } from '../temp-dir.ts'
import { startNode } from './programs.ts'
import { smallProject } from './small-project.ts'

/** Starts the application of a small project, whose command line prints its arguments. */
function start(env: NodeJS.ProcessEnv, ...args: string[]) {
  const plain = { ...process.env }
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'ELECTRON_OVERRIDE_DIST_PATH'])
    Reflect.deleteProperty(plain, name)
  return startNode(['scripts/start.mjs', ...args], {
    cwd: smallProject(),
    env: { ...plain, ...env },
  })
}

/** A folder with a program in Electron's place. */
function standIn(script: string) {
  const dir = tempDir()
  writeFileSync(join(dir, 'electron'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return dir
}

test.runIf(process.platform === 'linux')(
  'without a display the application is served, with the arguments given',
  async () => {
    const { code, stdout, stderr } = await start({}, '--port', '0').ended
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'serve --port 0\n' })
    expect(stderr).toMatch(/^\[start\] this machine has no display; .*browser.*$/m)
  },
)

test.runIf(process.platform === 'linux')(
  'without Electron and a way to fetch it the application is served',
  async () => {
    const nowhere = { DISPLAY: ':0', ELECTRON_MIRROR: 'https://127.0.0.1:1/' }
    const { code, stdout, stderr } = await start(nowhere).ended
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'serve\n' })
    expect(stderr).toMatch(/^\[start\] Electron cannot be fetched from here; .*browser.*$/m)
  },
)

test.runIf(process.platform === 'linux')(
  'with Electron and a display the window opens, and its exit code comes back',
  async () => {
    const electron = standIn('echo "$@"; exit 7')
    const window = { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: electron }
    const { code, stdout } = await start(window).ended
    expect(code).toBe(7)
    expect(stdout).toBe(process.getuid?.() === 0 ? '--no-sandbox .\n' : '.\n')
  },
)

test.runIf(process.platform === 'linux')('Ctrl+C reaches the window', async () => {
  const electron = standIn('trap "exit 130" INT; echo ready; while :; do sleep 0.1; done')
  const program = start({ DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: electron })
  await program.firstLines(1)
  program.kill('SIGINT')
  await expect(program.ended).resolves.toMatchObject({ code: 130 })
})
