import { createHash, timingSafeEqual } from 'node:crypto'

/** Who may ask: programs of this user by token, browsers by a session that a one-time code opened. */
export interface Access {
  /** For the header `Authorization: Bearer`; 256 bits, new with each start. */
  readonly token: string
  /** A code that opens one session; it waits until it is used. */
  readonly newCode: () => string
  /** Swaps a code for a session; undefined when the code is unknown or was used before. */
  readonly openSession: (code: string) => string | undefined
  readonly isToken: (candidate: string) => boolean
  readonly isSession: (candidate: string) => boolean
}

const secretBytes = 32

/** Of codes and of sessions, each: the oldest goes when there are more. */
const most = 32

export function createAccess(random: (bytes: number) => Uint8Array): Access {
  const secret = () => Buffer.from(random(secretBytes)).toString('base64url')
  const token = secret()
  const codes = new Set<string>()
  const sessions = new Set<string>()

  return {
    token,
    newCode: () => added(codes, secret()),
    openSession: (candidate) => {
      const code = found(codes, candidate)
      if (code === undefined) return undefined
      codes.delete(code)
      return added(sessions, secret())
    },
    isToken: (candidate) => isSame(candidate, token),
    isSession: (candidate) => found(sessions, candidate) !== undefined,
  }
}

function added(secrets: Set<string>, secret: string): string {
  secrets.add(secret)
  const [oldest] = secrets
  if (oldest !== undefined && secrets.size > most) secrets.delete(oldest)
  return secret
}

/** Compares with each, so that time tells nothing about any. */
const found = (secrets: ReadonlySet<string>, candidate: string): string | undefined =>
  [...secrets].filter((secret) => isSame(secret, candidate))[0]

const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
