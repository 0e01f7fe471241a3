import { describe, expect, test } from 'vitest'
import { readSwitchServers, switchServersMax } from './switch-servers.js'

const one = '00D8c000004kTqW=https://b.example.com/chat'

describe('[V-14] organizations that live elsewhere', () => {
  test.each([
    [one, [{ organizationId: '00D8c000004kTqW', url: 'https://b.example.com/chat' }]],
    [
      ` ${one} , 00D300000000bEAEAY=https://c.example.com:8443/a/chat`,
      [
        { organizationId: '00D8c000004kTqW', url: 'https://b.example.com/chat' },
        { organizationId: '00D300000000bEA', url: 'https://c.example.com:8443/a/chat' },
      ],
    ],
  ])('are read from %j', (text, value) => {
    expect(readSwitchServers(text)).toEqual({ value })
  })

  test.each([
    ['', 'list'],
    [',', 'list'],
    [`${one},`, 'list'],
    ['00D8c000004kTqW', 'list'],
    ['00D8c000004kTqW=http://b.example.com/chat', 'list'],
    ['00D8c000004kTqW=https://b.example.com/chat/', 'list'],
    ['00D8c000004kTqW=https://b.example.com', 'list'],
    ['00D8c000004kTqW=https:// b/chat', 'list'],
    ['5738c000000HyRe=https://b.example.com/chat', '"5738c000000HyRe"'],
    ['00D8c000004kTq=https://b.example.com/chat', '"00D8c000004kTq"'],
    ['00D300000000bEAEAZ=https://b.example.com/chat', '"00D300000000bEAEAZ"'],
    ['00D300000000beAEAY=https://b.example.com/chat', '"00D300000000beAEAY"'],
    [`${one},00D8c000004kTqWEAU=https://c.example.com/chat`, '00D8c000004kTqW twice'],
  ])('cannot be read from %j', (text, names) => {
    expect(readSwitchServers(text)).toEqual({ problem: expect.stringContaining(names) as string })
  })

  test(`are at most ${switchServersMax}`, () => {
    const list = (count: number) =>
      Array.from({ length: count }, (_, n) => `00D${String(n).padStart(12, '0')}=https://b.example.com/chat`).join()
    expect(readSwitchServers(list(switchServersMax))).toHaveProperty('value')
    expect(readSwitchServers(list(switchServersMax + 1))).toHaveProperty('problem')
  })
})
