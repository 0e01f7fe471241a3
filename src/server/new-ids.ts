import { randomBytes, randomInt } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A new record id of 15 characters that starts with a prefix such as `572`; its `P` marks ids made here. */
export const newRecordId = (prefix: string): string => {
  let id = `${prefix}P`
  while (id.length < 15) id += alphabet.charAt(randomInt(alphabet.length))
  return id
}

/** A password of 96 random bits, base64url. */
export const newPassword = (): string => randomBytes(12).toString('base64url')
