/** The English texts about keys. */

export const help = {
  title: 'Keyboard shortcuts',
  keys: [
    { keys: ['Alt', 'A'], does: 'Accept the oldest request' },
    { keys: ['Alt', '1 … 9'], does: 'Go to a chat by its place in the list' },
    { keys: ['Alt', '↑ ↓'], does: 'Go to the chat above or below' },
    { keys: ['Alt', 'E'], does: 'End the chat, or close it when it has ended' },
    { keys: ['Esc'], does: 'Close what is open' },
    { keys: ['?'], does: 'Show this list' },
  ],
  writing: [
    { keys: ['Enter'], does: 'Send the message' },
    { keys: ['Shift', 'Enter'], does: 'Begin a new line' },
  ],
}
