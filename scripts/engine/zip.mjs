import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'

/**
 * @typedef {object} ZipMember
 * @property {'stored' | 'deflated' | 'unknown'} method
 * @property {number} crc
 * @property {number} packedBytes
 * @property {number} bytes
 * @property {number} headerAt Offset of its local header in the file.
 */

const endRecord = Buffer.from('PK\x05\x06', 'latin1')
const endRecordBytes = 22
const longestComment = 65_535
const memberSignature = 0x02014b50
const localHeaderBytes = 30

/**
 * Reads `length` bytes, or throws when the file ends before.
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} at
 * @param {number} length
 */
async function readAt(file, at, length) {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at)
  if (bytesRead !== length) throw new Error('the zip file is cut off')
  return buffer
}

/**
 * What a zip file holds, by name. For files below 4 GB, which carry no 64-bit records.
 * @param {string} path
 * @returns {Promise<ReadonlyMap<string, ZipMember>>}
 */
export async function zipMembers(path) {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const tailBytes = Math.min(size, endRecordBytes + longestComment)
    const tail = await readAt(file, size - tailBytes, tailBytes)
    const end = tail.lastIndexOf(endRecord)
    if (end < 0 || end + endRecordBytes > tail.length) throw new Error('not a zip file')
    return directory(await readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12)))
  } finally {
    await file.close()
  }
}

/** @param {Buffer} bytes The central directory. */
function directory(bytes) {
  /** @type {Map<string, ZipMember>} */
  const members = new Map()
  let at = 0
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === memberSignature) {
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
    members.set(bytes.toString('utf8', at + 46, nameEnd), {
      method: methodOf(bytes.readUInt16LE(at + 10)),
      crc: bytes.readUInt32LE(at + 16),
      packedBytes: bytes.readUInt32LE(at + 20),
      bytes: bytes.readUInt32LE(at + 24),
      headerAt: bytes.readUInt32LE(at + 42),
    })
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return members
}

/**
 * @param {number} code
 * @returns {ZipMember['method']}
 */
function methodOf(code) {
  if (code === 0) return 'stored'
  return code === 8 ? 'deflated' : 'unknown'
}

/**
 * Writes one member to a file. Throws when its length or checksum is not what the zip file says.
 * @param {string} path
 * @param {ReadonlyMap<string, ZipMember>} members
 * @param {string} name
 * @param {string} target
 */
export async function extract(path, members, name, target) {
  const member = members.get(name)
  if (!member) throw new Error(`${name} is not in the zip file`)
  if (member.method === 'unknown') throw new Error(`${name} is packed in an unknown way`)
  await mkdir(dirname(target), { recursive: true })
  const start = await dataStart(path, member)
  const check = checksum()
  const unpack = member.method === 'deflated' ? [createInflateRaw({ chunkSize: 1 << 20 })] : []
  const packed = createReadStream(path, {
    start,
    end: start + member.packedBytes - 1,
    highWaterMark: 1 << 20,
  })
  await pipeline([packed, ...unpack, check.stream, createWriteStream(target)])
  if (check.bytes() !== member.bytes || check.crc() !== member.crc)
    throw new Error(`${name} is damaged`)
}

/**
 * @param {string} path
 * @param {ZipMember} member
 */
async function dataStart(path, member) {
  const file = await open(path)
  try {
    const header = await readAt(file, member.headerAt, localHeaderBytes)
    return member.headerAt + localHeaderBytes + header.readUInt16LE(26) + header.readUInt16LE(28)
  } finally {
    await file.close()
  }
}

function checksum() {
  let crc = 0
  let bytes = 0
  const stream = new Transform({
    transform(/** @type {Buffer} */ chunk, _encoding, done) {
      crc = crc32(chunk, crc)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  return { stream, crc: () => crc, bytes: () => bytes }
}
