import { zipSync } from 'fflate'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { extract, zipMembers } from '../../scripts/engine/zip.mjs'
import { tempDir } from '../temp-dir.ts'

const text = new TextEncoder().encode('a network of 500 hidden units\n'.repeat(5000))
const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7919) % 251)

function zipFile(change: (zip: Uint8Array) => Uint8Array = (zip) => zip) {
  const path = join(tempDir(), 'a.zip')
  const zip = zipSync({ 'deep/packed.txt': text, 'stored.bin': [bytes, { level: 0 }] })
  writeFileSync(path, change(zip))
  return path
}

test('packed and stored members come out as they went in', async () => {
  const path = zipFile()
  const members = await zipMembers(path)
  expect([...members.keys()]).toEqual(['deep/packed.txt', 'stored.bin'])
  for (const [name, content] of [
    ['deep/packed.txt', text],
    ['stored.bin', bytes],
  ] as const) {
    const target = join(tempDir(), 'new folder', 'out')
    await extract(path, members, name, target)
    expect(Buffer.compare(readFileSync(target), content)).toBe(0)
  }
})

test('a changed byte is noticed', async () => {
  const path = zipFile((zip) => {
    const at = zip.length - 30_000
    zip[at] = (zip[at] ?? 0) ^ 1
    return zip
  })
  const members = await zipMembers(path)
  const target = join(tempDir(), 'out')
  await expect(extract(path, members, 'stored.bin', target)).rejects.toThrow('is damaged')
})

test('what is no zip file, is cut off or lacks the member is named', async () => {
  const cut = zipFile((zip) => zip.subarray(0, zip.length - 40))
  await expect(zipMembers(cut)).rejects.toThrow('not a zip file')
  const beheaded = zipFile((zip) => zip.subarray(zip.length - 60))
  await expect(zipMembers(beheaded)).rejects.toThrow('cut off')
  const path = zipFile()
  const target = join(tempDir(), 'out')
  await expect(extract(path, await zipMembers(path), 'other', target)).rejects.toThrow(
    'other is not in the zip file',
  )
})
