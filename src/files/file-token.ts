/**
 * What proves that a file was asked for in a session. It is computed, so that nothing secret has to be kept, and it
 * says which request it is for; whether that one is still open is the chat's business.
 */
import type { KeyedHash } from '../lib/keyed-hash.js'

const claimOf = (sessionId: string, fileId: string): string => `file!${sessionId}!${fileId}`

export const fileToken = (hash: KeyedHash, sessionId: string, fileId: string): string =>
  `${fileId}.${hash.digest(claimOf(sessionId, fileId))}`

/** The request that a token stands for; `undefined` when it was not made for this session. In constant time. */
export const readFileToken = (hash: KeyedHash, sessionId: string, token: string): string | undefined => {
  const [, fileId, mac] = /^([0-9a-f-]{36})\.([\w-]{1,100})$/.exec(token) ?? []
  if (fileId === undefined || mac === undefined) return undefined
  return hash.verify(claimOf(sessionId, fileId), mac) ? fileId : undefined
}
