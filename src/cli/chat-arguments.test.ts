import { expect, test } from 'vitest'
import { ChatArgumentsError, parseChatArguments } from './chat-arguments.js'

test('without arguments it is Ana at the demo', () => {
  expect(parseChatArguments([], { LANG: 'pt_PT.UTF-8' })).toEqual({
    endpoint: undefined,
    request: {
      organizationId: '00DP00000000001',
      deploymentId: '572P00000000001',
      buttonId: '573P00000000001',
      visitorName: 'Ana',
      details: [],
      language: 'pt-PT',
      userAgent: 'Parley terminal chat',
    },
    resume: false,
    acknowledge: true,
    colour: true,
    help: false,
  })
})

test('everything can be said otherwise', () => {
  const args = ['chat.example.org', '--name', 'Bo', '--org', '00D1', '--deployment', '5721', '--button', '5731']
  const more = ['--detail', 'Order = 12=34', '--detail', 'Note=', '--resume', '--no-ack', '--no-color']
  expect(parseChatArguments([...args, ...more], { LANG: 'C' })).toMatchObject({
    endpoint: 'chat.example.org',
    request: {
      organizationId: '00D1',
      deploymentId: '5721',
      buttonId: '5731',
      visitorName: 'Bo',
      language: 'en-US',
      details: [
        { label: 'Order', value: '12=34' },
        { label: 'Note', value: '' },
      ],
    },
    resume: true,
    acknowledge: false,
    colour: false,
  })
})

test('the environment can forbid colours', () => {
  expect(parseChatArguments([], { NO_COLOR: '1' }).colour).toBe(false)
  expect(parseChatArguments([], { NO_COLOR: '' }).colour).toBe(true)
  expect(parseChatArguments([], { TERM: 'dumb' }).colour).toBe(false)
})

test.each([
  [['--nmae', 'Ana'], /--nmae/],
  [['--name'], /--name/],
  [['a', 'b'], /one endpoint/],
  [['--detail', 'Order'], /Label=value/],
  [['--detail', '=7'], /Label=value/],
])('%j is refused', (args, message) => {
  expect(() => parseChatArguments(args, {})).toThrow(ChatArgumentsError)
  expect(() => parseChatArguments(args, {})).toThrow(message)
})
