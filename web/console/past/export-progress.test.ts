import { expect, test } from 'vitest'
import { exportCounter } from './export-progress.js'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const csv = [
  '\uFEFF"chat","text"',
  `"${id(1)}","Ä ""${id(7)}"",`,
  `""${id(8)}"","`,
  `"${id(1)}","more"`,
  `"${id(2)}","x"`,
  '',
].join('\r\n')
const json = `{"chats":[\n{"chatId":"${id(1)}","entries":[{"text":"a\\n{"}]},\n{"chatId":"${id(2)}","entries":[]}],"isComplete":true}\n`

test.each([
  ['csv', csv],
  ['json', json],
] as const)('the chats of %s are counted, however its pieces are cut', (format, text) => {
  const bytes = new TextEncoder().encode(text)
  for (const size of [1, 2, 39, 41, 1000]) {
    const count = exportCounter(format)
    let progress = { chats: 0, bytes: 0 }
    for (let at = 0; at < bytes.length; at += size) progress = count(bytes.subarray(at, at + size))
    expect([size, progress]).toEqual([size, { chats: 2, bytes: bytes.length }])
  }
})
