import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FakeKeyboard, FakeTerminal, keys } from '../../tests/support/fake-terminal.js'
import { openEditorScreen } from './chat-screen-editor.js'

const prompts = {
  editing: (status: string | undefined) => `${status === undefined ? '' : `(${status}) `}You: `,
  entered: () => '10:04 You: ',
}

const open = (columns = 40) => {
  const keyboard = new FakeKeyboard()
  const terminal = new FakeTerminal(columns)
  const told: string[] = []
  const screen = openEditorScreen(keyboard, terminal, prompts, {
    line: (text) => told.push(`line ${text}`),
    edited: (text) => told.push(`edited ${text}`),
    interrupted: () => told.push('interrupted'),
  })
  return { keyboard, terminal, told, screen }
}

describe('typing', () => {
  test('is seen behind the prompt and told', async () => {
    const { keyboard, terminal, told, screen } = open()
    await keyboard.type('Hi')
    expect(terminal.lines).toEqual(['You: Hi'])
    expect(told).toEqual(['edited H', 'edited Hi'])
    await keyboard.type(keys.backspace)
    expect(told.at(-1)).toBe('edited H')
    screen.close()
  })

  test('what was entered stays with its time, without the status', async () => {
    const { keyboard, terminal, told, screen } = open()
    screen.status('Ada is typing…')
    expect(terminal.lines).toEqual(['(Ada is typing…) You:'])
    await keyboard.type(`Hello${keys.enter}`)
    expect(terminal.lines).toEqual(['10:04 You: Hello', '(Ada is typing…) You:'])
    expect(told.at(-1)).toBe('line Hello')
    screen.status(undefined)
    expect(terminal.lines).toEqual(['10:04 You: Hello', 'You:'])
    screen.close()
  })

  test('an empty line leaves nothing behind', async () => {
    const { keyboard, terminal, told, screen } = open()
    await keyboard.type(`${keys.enter}  ${keys.enter}x`)
    expect(terminal.lines).toEqual(['You: x'])
    expect(told.filter((what) => what.startsWith('line'))).toEqual([])
    screen.close()
  })

  test('several lines at once are several lines', async () => {
    const { keyboard, terminal, told, screen } = open()
    await keyboard.type(`one${keys.enter}two${keys.enter}thr`)
    expect(terminal.lines).toEqual(['10:04 You: one', '10:04 You: two', 'You: thr'])
    expect(told.filter((what) => what.startsWith('line'))).toEqual(['line one', 'line two'])
    screen.close()
  })
})

describe('printing while somebody types', () => {
  test('puts the line above and keeps what is typed, with the cursor where it was', async () => {
    const { keyboard, terminal, screen } = open()
    await keyboard.type(`Hello${keys.left}${keys.left}`)
    const [, column] = terminal.cursor
    screen.print('10:03 Ada: Hi')
    expect(terminal.lines).toEqual(['10:03 Ada: Hi', 'You: Hello'])
    expect(terminal.cursor).toEqual([1, column])
    await keyboard.type('p')
    expect(terminal.lines).toEqual(['10:03 Ada: Hi', 'You: Helplo'])
    screen.close()
  })

  test('also when what is typed takes several rows', async () => {
    const { keyboard, terminal, screen } = open(10)
    await keyboard.type('abcdefghijklmnop')
    expect(terminal.lines).toEqual(['You: abcde', 'fghijklmno', 'p'])
    screen.print('Ada: Hello there')
    expect(terminal.lines).toEqual(['Ada: Hello', ' there', 'You: abcde', 'fghijklmno', 'p'])
    await keyboard.type(keys.enter)
    expect(terminal.lines).toEqual(['Ada: Hello', ' there', '10:04 You:', ' abcdefghi', 'jklmnop', 'You:'])
    screen.close()
  })

  test('leaves the screen as if everything had been printed first, and typed afterwards', async () => {
    const action = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('a', 'b', ' ', '好', '👋', 'é', 'a longer piece 好好') },
      { weight: 2, arbitrary: fc.constantFrom(keys.backspace, keys.left, keys.home) },
      { weight: 2, arbitrary: fc.record({ print: fc.stringMatching(/^[a-z好 ]{1,25}$/) }) },
      { weight: 1, arbitrary: fc.record({ status: fc.constantFrom('busy', undefined) }) },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { maxLength: 40 }),
        fc.integer({ min: 6, max: 30 }),
        async (actions, columns) => {
          const { keyboard, terminal, told, screen } = open(columns)
          const printed: string[] = []
          let status: string | undefined
          for (const action of actions) {
            if (typeof action === 'string') await keyboard.type(action)
            else if ('print' in action) {
              printed.push(action.print)
              screen.print(action.print)
            } else {
              status = action.status
              screen.status(status)
            }
          }
          const typed = told.at(-1)?.replace('edited ', '') ?? ''
          const expected = new FakeTerminal(columns)
          expected.write(`${printed.map((line) => `${line}\n`).join('')}${prompts.editing(status)}${typed}`)
          // A full last row is followed by an empty one with the cursor in it.
          const lines = expected.lines
          if (terminal.lines.length > lines.length) lines.push('')
          expect(terminal.lines).toEqual(lines)
          screen.close()
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('leaving', () => {
  test('Ctrl-C and the end of the input are told, and what is printed afterwards is seen', async () => {
    const { keyboard, terminal, told, screen } = open()
    await keyboard.type(keys.interrupt)
    expect(told).toEqual(['interrupted'])
    await keyboard.type(keys.endOfInput)
    expect(told).toEqual(['interrupted', 'interrupted'])
    screen.print('Ending the chat…')
    screen.status('nothing')
    expect(terminal.lines).toEqual(['Ending the chat…', ''])
    screen.close()
  })

  test('takes the prompt away and gives the keyboard back', async () => {
    const { keyboard, terminal, told, screen } = open()
    expect(keyboard.raw).toBe(true)
    screen.print('10:03 Ada: Bye')
    await keyboard.type('unsent')
    screen.close()
    screen.close()
    screen.print('too late')
    expect(terminal.lines).toEqual(['10:03 Ada: Bye', ''])
    expect(keyboard.raw).toBe(false)
    expect(keyboard.listenerCount('data')).toBe(0)
    expect(told.filter((what) => what === 'interrupted')).toEqual([])
  })
})
