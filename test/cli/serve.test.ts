import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { tempDir } from '../temp-dir.ts'
import { digitLab, startDigitLab, whenWritten } from './digit-lab.ts'

const address = /http:\/\/127\.0\.0\.1:(\d+)\/#code=(\S+)\n/

test('serve prints an address that lets one browser in, and a fresh one when it was used', async () => {
  const running = startDigitLab(tempDir(), ['serve', '--no-open'])
  onTestFinished(() => {
    running.process.kill('SIGKILL')
  })
  const first = await whenWritten(running, 'stdout', /^Digit Lab is at http.*\n/)
  const [, port = '', code = ''] = address.exec(first) ?? []
  const url = `http://127.0.0.1:${port}`
  const fresh = whenWritten(running, 'stdout', address)
  const signIn = () =>
    fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
  expect((await signIn()).status).toBe(204)
  expect((await signIn()).status).toBe(401)
  expect(address.exec(await fresh)?.[2]).not.toBe(code)

  running.process.kill('SIGINT')
  const { code: exitCode, errors } = await running.ended
  expect(exitCode).toBe(130)
  expect(errors).toBe('')
})

test('a port that is in use is named', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    other.close()
  })
  const port = String((other.address() as AddressInfo).port)
  const ended = await digitLab(tempDir(), ['serve', '--port', port, '--no-open'])
  expect(ended).toEqual({
    code: 1,
    output: '',
    errors: `digit-lab: Port ${port} is in use by another program\n`,
  })
})

test('a second server of a data folder says that there is a first, and gives it back its file', async () => {
  const dataDir = tempDir()
  const start = () => {
    const running = startDigitLab(dataDir, ['serve', '--no-open'])
    onTestFinished(() => {
      running.process.kill('SIGKILL')
    })
    return running
  }
  const portOf = async (running: ReturnType<typeof start>) =>
    Number(address.exec(await whenWritten(running, 'stdout', address))?.[1])
  const file = () =>
    JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')) as { readonly port: number }
  const port = await portOf(start())
  const second = start()
  const said = whenWritten(second, 'stderr', /^Another program serves .* at port \d+\n/m)
  const later = await portOf(second)
  expect(file().port).toBe(later)
  expect(await said).toContain(`at port ${String(port)}\n`)
  second.process.kill('SIGINT')
  await second.ended
  expect(file().port).toBe(port)
})
