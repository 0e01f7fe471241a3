import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FakeKeyboard, FakeTerminal, keys } from '../../tests/support/fake-terminal.js'
import { message, messages, reply, ScriptedVisitorApi } from '../../tests/support/scripted-visitor-api.js'
import { runChat } from './chat.js'

const gone = reply(403, 'Session required but was invalid or not found')
const success = messages(0, message('ChatRequestSuccess', { queuePosition: 2 }))
const established = (sneakPeekEnabled = false) =>
  messages(1, message('ChatEstablished', { name: 'Ada', sneakPeekEnabled }))
const says = (sequence: number, text: string) => messages(sequence, message('ChatMessage', { name: 'Ada', text }))
const ended = (sequence: number, reason = 'agent') => messages(sequence, message('ChatEnded', { reason }))

/** Everything written, with a way to wait for some of it. */
class Collected extends Writable {
  text = ''
  #look: (() => void)[] = []
  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.text += String(piece)
    for (const look of this.#look.splice(0)) look()
    done()
  }
  async shows(text: string): Promise<void> {
    while (!this.text.includes(text)) await new Promise<void>((resolve) => this.#look.push(resolve))
  }
}

let api: ScriptedVisitorApi
let temporary: string
let input: PassThrough
let output: Collected
let error: Collected

beforeEach(async () => {
  api = await ScriptedVisitorApi.listen()
  temporary = mkdtempSync(join(tmpdir(), 'chat-'))
  input = new PassThrough()
  output = new Collected()
  error = new Collected()
})
afterEach(async () => {
  await api[Symbol.asyncDispose]()
  rmSync(temporary, { recursive: true })
})

const around = () => ({ env: {}, temporary, uid: process.getuid?.() ?? -1, error })
const run = (...args: string[]) => runChat([api.endpoint, ...args], { ...around(), input, output })
const kept = () => readdirSync(temporary).flatMap((folder) => readdirSync(join(temporary, folder)))

describe('without a terminal', () => {
  test('lines go in and out, without colours, until the agent ends it', async () => {
    api.next('System/Messages', success, established(), says(2, 'Hello\u001b[2J Ana\nHow are you?'))
    const code = run('--detail', 'Order=7')
    await output.shows('How are you?')
    input.end('Fine.\n/nonsense\n//me waves\n')
    await api.arrived('Chasitor/ChatMessage', 2)
    // Only now the open poll brings the end.
    api.answerHeldPoll(ended(3))
    api.next('System/Messages', gone)
    expect(await code).toBe(0)
    expect(
      output.text
        .replace(/^\d\d:\d\d/gm, '10:04')
        .split('\n')
        .slice(2),
    ).toEqual([
      '* You are number 2 in the queue.',
      '* Ada is with you now.',
      '10:04 Ada: Hello Ana',
      '      How are you?',
      '* There is no /nonsense. /help lists what there is.',
      '* Ada has ended the chat.',
      '',
    ])
    expect(error.text).toBe('')
    expect(api.commands.map(([, noun, body]) => [noun, (body as { text?: string }).text])).toEqual([
      ['ChasitorInit', undefined],
      ['ChatMessage', 'Fine.'],
      ['ChatMessage', '/me waves'],
    ])
    expect(api.commands[0]?.[2]).toMatchObject({ prechatDetails: [{ label: 'Order', value: '7' }] })
    expect(kept()).toEqual([])
  })

  test('/end ends it', async () => {
    api.next('System/Messages', success, established())
    const code = run()
    await output.shows('with you now')
    api.next('Chasitor/ChatEnd', (answer, received) => {
      reply(200, 'OK')(answer, received)
      api.answerHeldPoll(ended(2, 'client'))
      api.next('System/Messages', gone)
    })
    input.write('/end\n/end\n')
    expect(await code).toBe(0)
    expect(output.text).toContain('The chat is ending already.')
    expect(output.text).toContain('You have ended the chat.')
  })

  test('a visitor who stays silent is warned, and then it ends', async () => {
    const idle = { chasitorIdleTimeout: { isEnabled: true, warningTime: 0.02, timeout: 0.04 } }
    const limited = messages(1, message('ChatEstablished', { name: 'Ada', ...idle }))
    api.next('System/Messages', success, limited, says(2, 'Are you there?'))
    api.next('Chasitor/ChatEnd', (answer, received) => {
      reply(200, 'OK')(answer, received)
      api.answerHeldPoll(ended(3, 'clientIdleTimeout'))
      api.next('System/Messages', gone)
    })
    expect(await run()).toBe(0)
    expect(api.commands.slice(1)).toEqual([
      [2, 'ChasitorIdleTimeoutWarningEvent', { idleTimeoutWarningEvent: 'triggered' }],
      [3, 'ChatEnd', { reason: 'clientIdleTimeout' }],
    ])
    expect(output.text).toContain('Are you still there?')
    expect(output.text).toContain('because you were silent for too long')
  })

  test('what was not delivered is said', async () => {
    api.next('System/Messages', success, established())
    api.next('Chasitor/ChatMessage', () => {
      api.answerHeldPoll(ended(2))
      api.next('System/Messages', gone)
    })
    const code = run()
    await api.arrived('System/Messages', 3)
    input.write('Are you\u0007 there?\n')
    expect(await code).toBe(0)
    expect(output.text).toContain('* Not delivered: Are you there?')
  })
})

describe('with one clear sentence and exit code 1', () => {
  test('when nobody answers there', async () => {
    await api.close()
    expect(await run()).toBe(1)
    expect(error.text).toBe(`No chat server at ${api.endpoint}: nobody answers there.\n`)
  })

  test('when nobody is there to chat', async () => {
    api.next('System/Messages', messages(0, message('ChatRequestFail', { reason: 'Unavailable' })), gone)
    expect(await run()).toBe(1)
    expect(error.text).toBe('Nobody is here to chat right now. Please try again later.\n')
  })

  test('when there is nothing to resume', async () => {
    expect(await run('--resume')).toBe(1)
    expect(error.text).toBe('There is no chat to go on with.\n')
  })
})

test('wrong arguments are exit code 2, and help is none of them', async () => {
  expect(await run('--nonsense')).toBe(2)
  expect(error.text).toMatch(/--nonsense.*--help/s)
  expect(await runChat(['ftp://example.org'], { ...around(), input, output })).toBe(2)
  expect(await run('--help')).toBe(0)
  expect(output.text).toContain('Usage:')
  expect(api.received).toEqual([])
})

test('a chat that was left open is resumed, with the line that had no answer yet', async () => {
  api.next('System/Messages', success, established())
  api.next('Chasitor/ChatMessage', () => undefined)
  const first = run()
  await output.shows('with you now')
  input.write('one\ntwo\n')
  await api.arrived('Chasitor/ChatMessage')
  // The same as Ctrl-C twice: the first asks for the end, which cannot get through, the second leaves.
  process.emit('SIGINT')
  process.emit('SIGINT')
  expect(await first).toBe(130)
  expect(kept()).toHaveLength(1)

  input = new PassThrough()
  output = new Collected()
  api.next('System/Messages', says(2, 'Still here?'))
  const second = runChat(['--resume'], { ...around(), input, output })
  await output.shows('Still here?')
  await api.arrived('Chasitor/ChatEnd')
  api.answerHeldPoll(ended(3, 'client'))
  api.next('System/Messages', gone)
  expect(await second).toBe(0)
  expect(api.commands.slice(1)).toEqual([
    [2, 'ChatMessage', { text: 'one' }],
    [2, 'ChatMessage', { text: 'one' }],
    [3, 'ChatMessage', { text: 'two' }],
    [4, 'ChatEnd', { reason: 'client' }],
  ])
  expect(output.text).toContain('Going on with the last chat')
  expect(kept()).toEqual([])
})

describe('in a terminal', () => {
  const start = () => {
    const keyboard = new FakeKeyboard()
    const terminal = new FakeTerminal(60)
    return {
      keyboard,
      terminal,
      code: runChat([api.endpoint], { ...around(), env: { NO_COLOR: '1' }, input: keyboard, output: terminal }),
    }
  }

  test('the agent is told that somebody writes, and Ctrl-C ends the chat', async () => {
    api.next('System/Messages', success, established())
    const { keyboard, terminal, code } = start()
    await api.arrived('System/Messages', 3)
    await keyboard.type(`Hel`)
    await api.arrived('Chasitor/ChasitorTyping')
    await keyboard.type(`lo${keys.enter}`)
    await api.arrived('Chasitor/ChasitorNotTyping')
    api.next('Chasitor/ChatEnd', (answer, received) => {
      reply(200, 'OK')(answer, received)
      api.answerHeldPoll(ended(2, 'client'))
      api.next('System/Messages', gone)
    })
    await keyboard.type(`/nonsense${keys.enter}${keys.interrupt}`)
    expect(await code).toBe(0)
    expect(api.commands.map(([, noun]) => noun)).toEqual([
      'ChasitorInit',
      'ChasitorTyping',
      'ChatMessage',
      'ChasitorNotTyping',
      'ChatEnd',
    ])
    expect(terminal.lines.slice(3).map((line) => line.replace(/^\d\d:\d\d/, '10:04'))).toEqual([
      '* You are number 2 in the queue.',
      '* Ada is with you now.',
      '10:04 You: Hello',
      '> /nonsense',
      '* There is no /nonsense. /help lists what there is.',
      '* Ending the chat… Ctrl-C again quits at once.',
      '* You have ended the chat.',
      '',
    ])
    expect(keyboard.raw).toBe(false)
  })

  test('an agent who may see the line sees it', async () => {
    api.next('System/Messages', success, established(true))
    const { keyboard, code } = start()
    await api.arrived('System/Messages', 3)
    await keyboard.type('Hello')
    await api.arrived('Chasitor/ChasitorSneakPeek')
    expect(api.commands.at(-1)).toEqual([2, 'ChasitorSneakPeek', { position: 0, text: 'Hello' }])
    api.answerHeldPoll(ended(2))
    api.next('System/Messages', gone)
    expect(await code).toBe(0)
  })

  test('the agent at work is seen beside the prompt', async () => {
    const typing = messages(1, message('AgentTyping', { name: 'Ada' }))
    api.next('System/Messages', success, established(), typing)
    const { terminal, code } = start()
    await api.arrived('System/Messages', 4)
    expect(terminal.lines.at(-1)).toBe('(Ada is typing…) You:')
    api.answerHeldPoll(says(2, 'Hello'))
    await api.arrived('System/Messages', 5)
    expect(terminal.lines.slice(-2).map((line) => line.replace(/^\d\d:\d\d/, '10:04'))).toEqual([
      '10:04 Ada: Hello',
      'You:',
    ])
    api.answerHeldPoll(ended(3))
    api.next('System/Messages', gone)
    expect(await code).toBe(0)
  })
})
