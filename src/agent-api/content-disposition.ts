/** Characters that percent-encoding leaves alone and RFC 5987 does not allow in a value. */
const unreserved = /['()*]/g

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/**
 * `Content-Disposition` for a file to be saved under a name (RFC 6266): in ASCII for old readers, and as it is in the
 * form of RFC 5987. The name is well-formed Unicode.
 */
export const attachment = (name: string): string => {
  const plain = name.replace(/[^ -~]|["\\%]/gu, '_')
  const exact = encodeURIComponent(name).replace(unreserved, percent)
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`
}
