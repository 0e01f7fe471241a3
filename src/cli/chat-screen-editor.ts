/**
 * A line editor at the bottom of a terminal, with everything else printed above it. `readline` edits the line and knows
 * its width; this file keeps what is printed and what is typed apart.
 */
import type { Key } from 'node:readline'
import { clearScreenDown, createInterface, cursorTo, moveCursor } from 'node:readline'
import { Keys } from './chat-keys.js'
import type { Screen, ScreenInput, ScreenListener, ScreenOutput } from './chat-screen.js'

/** The texts in front of the line. */
export interface EditorPrompts {
  /** While it is being typed. */
  readonly editing: (status: string | undefined) => string
  /** When it has been entered and stays on the screen. */
  readonly entered: (line: string) => string
}

/** Opens the editor; the prompt appears at once. */
export const openEditorScreen = (
  input: ScreenInput,
  output: ScreenOutput,
  prompts: EditorPrompts,
  listener: ScreenListener,
): Screen => {
  let open = true
  // False after the end of the input: then there is nothing to draw, but still something to print.
  let editing = true
  let status: string | undefined
  let seen = ''
  // The row of the cursor below the prompt's first row, as it was drawn last.
  let row = 0
  const keyboard = new Keys(input)
  const editor = createInterface({ input: keyboard, output, terminal: true, prompt: prompts.editing(undefined) })

  const drawn = () => {
    row = editor.getCursorPos().rows
  }
  const draw = (prompt: string) => {
    editor.setPrompt(prompt)
    editor.prompt(true)
    drawn()
  }
  const drawEditing = () => {
    if (open && editing) draw(prompts.editing(status))
  }
  const erase = () => {
    moveCursor(output, 0, -row)
    cursorTo(output, 0)
    clearScreenDown(output)
  }

  const beforeKey = (_text: string | undefined, key: Key | undefined) => {
    // What is entered stays on the screen: without the status, with the time.
    if (key?.name === 'return' || key?.name === 'enter') draw(prompts.entered(editor.line))
  }
  const afterKey = () => {
    if (!open || !editing) return
    drawn()
    if (editor.line === seen) return
    seen = editor.line
    listener.edited(seen)
  }
  const beforeResize = () => {
    // A terminal wraps the line anew and the cursor goes with it, but the editor moves up by the rows it knew. This
    // puts the cursor where it expects it.
    const now = editor.getCursorPos().rows
    if (now > row) moveCursor(output, 0, row - now)
    if (now < row) output.write('\n'.repeat(row - now))
    row = now
  }
  keyboard.prependListener('keypress', beforeKey)
  keyboard.on('keypress', afterKey)
  output.prependListener('resize', beforeResize)

  editor.on('line', (text) => {
    seen = ''
    row = 0
    if (text.trim() === '') {
      // An empty line is not said, so it does not stay.
      moveCursor(output, 0, -1)
      cursorTo(output, 0)
      clearScreenDown(output)
    } else listener.line(text)
    drawEditing()
  })
  editor.on('SIGINT', () => listener.interrupted())
  editor.on('close', () => {
    if (!open) return
    erase()
    editing = false
    row = 0
    listener.interrupted()
  })
  drawEditing()

  return {
    print: (text) => {
      if (!open) return
      erase()
      // The editor moves up by `row` before it draws again: give it those rows.
      output.write(`${text}\n${'\n'.repeat(row)}`)
      drawEditing()
    },
    status: (text) => {
      if (text === status) return
      status = text
      drawEditing()
    },
    close: () => {
      if (!open) return
      open = false
      if (editing) erase()
      output.off('resize', beforeResize)
      editor.close()
      keyboard.release()
    },
  }
}
