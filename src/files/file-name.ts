/** How many characters (Unicode code points) a file's name may have. */
export const fileNameMax = 255

/** A longer ending is no file type, and may be cut. */
const endingMax = 16

/** What a file without any name is called. */
const namelessFile = 'file'

/**
 * Controls, line and paragraph separators, and whatever turns the direction of what follows: with those a program can
 * be made to look like a picture.
 */
const deceptive = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/**
 * A file's name as it is kept and shown: what the device calls it, without folders, deceptive characters and half
 * surrogate pairs, at most {@link fileNameMax} long. Cutting keeps the ending.
 */
export const cleanFileName = (given: string): string => {
  const base = given.toWellFormed().replace(deceptive, '').split(/[/\\]/).at(-1) ?? ''
  const trimmed = base.replace(/\s+/gu, ' ').trim()
  if (/^\.*$/.test(trimmed)) return namelessFile
  const characters = Array.from(trimmed)
  if (characters.length <= fileNameMax) return trimmed
  const dot = characters.lastIndexOf('.')
  const ending = dot > 0 && characters.length - dot <= endingMax ? characters.slice(dot) : []
  return [...characters.slice(0, fileNameMax - ending.length), ...ending].join('')
}
