import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRecordId, recordIdChecksum } from './record-id.js'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const rest = fc.string({
  unit: fc.nat({ max: alphabet.length - 1 }).map((at) => alphabet.charAt(at)),
  minLength: 12,
  maxLength: 12,
})

describe('[P-20] record ids', () => {
  test.each([
    ['00D300000000bEA', 'EAY'],
    ['00D8c000004kTqW', 'EAU'],
    ['5728c000000PzLm', 'AAK'],
    ['5738c000000HyRe', 'AAK'],
    ['0058c00000BqWnX', 'AAV'],
  ])('%s has the checksum %s', (id, checksum) => {
    expect(recordIdChecksum(id)).toBe(checksum)
  })

  test('the long form and the short one are the same id', () => {
    fc.assert(
      fc.property(rest, (characters) => {
        const id = `573${characters}`
        expect(parseRecordId(id, '573')).toBe(id)
        expect(parseRecordId(id + recordIdChecksum(id), '573')).toBe(id)
      }),
    )
  })

  test('a wrong checksum, prefix, length or character is refused', () => {
    expect(parseRecordId('5738c000000HyReAAL', '573')).toBeUndefined()
    expect(parseRecordId('5738c000000HyRe', '572')).toBeUndefined()
    expect(parseRecordId('5738c000000HyR', '573')).toBeUndefined()
    expect(parseRecordId('5738c000000HyReAA', '573')).toBeUndefined()
    expect(parseRecordId('5738c000000Hy-e', '573')).toBeUndefined()
  })
})
