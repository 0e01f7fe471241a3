/** What needs the operating system's randomness or cryptography, as the core's ports ask for it. */
import {
  createHmac,
  createSecretKey,
  hash as hashOnce,
  randomBytes,
  randomUUID,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { PasswordHasher } from '../accounts/password-hasher.js'
import { serverScope, streamKey } from '../event-log/event-log.js'
import type { Ids } from '../lib/ids.js'
import type { KeyedHash } from '../lib/keyed-hash.js'
import type { SetupStore } from '../setup/setup-store.js'

export const ids: Ids = { uuid: () => randomUUID() }

/** A bearer token: 256 random bits, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What a token is stored as. It is random, so a fast hash without salt does. */
export const hashToken = (token: string): string => hashOnce('sha256', token, 'base64url')

/** Whether two secrets are one, in a time that does not tell how much of them is. */
export const isSameSecret = (a: string, b: string): boolean => {
  const [left, right] = [a, b].map((text) => hashOnce('sha256', text, 'buffer'))
  return left !== undefined && right !== undefined && timingSafeEqual(left, right)
}

/** Argon2id with the library's parameters (19 MiB, 2 passes), which follow the OWASP recommendation. */
export const passwordHasher: PasswordHasher = {
  hash: (password) => hash(password),
  verify: (stored, password) => verify(stored, password).catch(() => false),
}

/** A hash keyed with the newest of these secrets; digests made with the others are still recognised. */
export const keyedHash = (secrets: readonly Buffer[]): KeyedHash => {
  const keys = secrets.map((secret) => createSecretKey(secret))
  const [newest] = keys
  if (newest === undefined) throw new Error('A keyed hash needs a secret.')
  const digestWith = (key: KeyObject, text: string): string =>
    createHmac('sha256', key).update(text).digest('base64url')
  return {
    digest: (text) => digestWith(newest, text),
    verify: (text, digest) => {
      // As text: several texts decode to the same bytes, and only one of them is the digest.
      const given = Buffer.from(digest)
      return keys.some((key) => {
        const right = Buffer.from(digestWith(key, text))
        return given.length === right.length && timingSafeEqual(given, right)
      })
    },
  }
}

interface SecretRing {
  /** Base64url, the newest first. */
  readonly secrets: readonly string[]
}

const ringName = { organizationId: serverScope, kind: 'secret', id: 'session-keys' } as const

/**
 * The server's own secrets, made once and kept in the store: the newest one makes session keys, those rotated out are
 * still recognised. Servers that share a store and start at the same time agree on the same ones.
 */
export const loadSecrets = async (store: SetupStore): Promise<Buffer[]> => {
  for (;;) {
    const kept = (await store.all()).find((object) => streamKey(object) === streamKey(ringName))
    if (kept) return (kept.data as SecretRing).secrets.map((secret) => Buffer.from(secret, 'base64url'))
    const data: SecretRing = { secrets: [randomBytes(32).toString('base64url')] }
    await store.change([{ ...ringName, expectedVersion: 0, data }])
  }
}
