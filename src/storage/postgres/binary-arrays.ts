/**
 * Arrays in PostgreSQL's binary form, which the driver passes on as they are. Nothing has to be escaped, which for
 * bodies full of quotes is most of what the text form costs.
 */

/** The types of elements, by their numbers in PostgreSQL's catalogue. */
const bigintType = 20
const textType = 25
const byteaType = 17

/** How many dimensions, whether there are nulls, and the type of the elements; then the length and the first index. */
const header = (type: number, length: number): Buffer => {
  const buffer = Buffer.alloc(length === 0 ? 12 : 20)
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0)
  buffer.writeInt32BE(type, 8)
  if (length > 0) {
    buffer.writeInt32BE(length, 12)
    buffer.writeInt32BE(1, 16)
  }
  return buffer
}

/** A `bigint[]`; the numbers are whole. */
export function bigintArray(numbers: readonly number[]): Buffer {
  const elements = Buffer.allocUnsafe(12 * numbers.length)
  let at = 0
  for (const number of numbers) {
    elements.writeInt32BE(8, at)
    // A 64-bit number in two halves, without a BigInt for each.
    const high = Math.floor(number / 0x1_0000_0000)
    elements.writeInt32BE(high, at + 4)
    elements.writeUInt32BE(number - high * 0x1_0000_0000, at + 8)
    at += 12
  }
  return Buffer.concat([header(bigintType, numbers.length), elements])
}

/** A `text[]`. PostgreSQL refuses a text that holds U+0000; see `storable-text.ts`. */
export function textArray(texts: readonly string[]): Buffer {
  let length = 4 * texts.length
  for (const text of texts) length += Buffer.byteLength(text)
  const elements = Buffer.allocUnsafe(length)
  let at = 0
  for (const text of texts) {
    const written = elements.write(text, at + 4)
    elements.writeInt32BE(written, at)
    at += 4 + written
  }
  return Buffer.concat([header(textType, texts.length), elements])
}

/** A `bytea[]`. */
export function byteaArray(values: readonly Uint8Array[]): Buffer {
  const elements = values.flatMap((bytes) => {
    const length = Buffer.alloc(4)
    length.writeInt32BE(bytes.length)
    return [length, bytes]
  })
  return Buffer.concat([header(byteaType, values.length), ...elements])
}
