/** The English texts about keys. */

export const help = {
  title: 'Keyboard shortcuts',
  everywhere: 'Everywhere',
  inMessages: 'While you write to a visitor',
  keys: [
    { keys: ['Alt', 'A'], does: 'Accept the oldest request' },
    { keys: ['Alt', 'D'], does: 'Decline the oldest request' },
    { keys: ['Alt', '1 … 9'], does: 'Go to a chat by its place in the list' },
    { keys: ['Alt', '↑ ↓'], does: 'Go to the chat above or below' },
    { keys: ['Alt', 'T'], does: 'Hand the chat over' },
    { keys: ['Alt', 'I'], does: 'Invite a colleague into the chat' },
    { keys: ['Alt', 'H'], does: 'Ask a supervisor for help' },
    { keys: ['Alt', 'S'], does: 'Choose your status' },
    { keys: ['Ctrl', 'K'], does: 'Search, or do anything by its name' },
    { keys: ['Alt', 'E'], does: 'End the chat, or close it when it has ended' },
    { keys: ['Esc'], does: 'Close what is open' },
    { keys: ['?'], does: 'Show this list' },
  ],
  writing: [
    { keys: ['/', '/'], does: 'Search for a quick text to insert' },
    { keys: ['Alt', 'Q'], does: 'The same, at any place' },
    { keys: ['Enter'], does: 'Send the message' },
    { keys: ['Shift', 'Enter'], does: 'Begin a new line' },
  ],
}
