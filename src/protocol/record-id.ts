/**
 * Record ids: 15 characters, case-sensitive; or 18, with a checksum that makes up for systems that lose the case
 * (rule P-20 of docs/protocol.md). Inside, an id is always its first 15 characters.
 */

const form = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/
const checksumAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** The three characters that follow a 15-character id in its long form. */
export const recordIdChecksum = (id15: string): string => {
  let checksum = ''
  for (let group = 0; group < 15; group += 5) {
    let bits = 0
    for (let place = 0; place < 5; place += 1) {
      const character = id15.charCodeAt(group + place)
      if (character >= 65 && character <= 90) bits |= 1 << place
    }
    checksum += checksumAlphabet.charAt(bits)
  }
  return checksum
}

/** The 15-character form of an id with this prefix; `undefined` when it is malformed or its checksum is wrong. */
export const parseRecordId = (id: string, prefix: string): string | undefined => {
  if (!form.test(id) || !id.startsWith(prefix)) return undefined
  const short = id.slice(0, 15)
  return id.length === 15 || recordIdChecksum(short) === id.slice(15).toUpperCase() ? short : undefined
}
