import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
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
