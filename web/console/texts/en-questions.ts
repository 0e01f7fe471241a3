/** The English texts of what is asked before something is done in a chat. */

export const flag = {
  title: 'Ask for help',
  text: 'Supervisors see that you need help, and what you write here. The visitor does not.',
  label: 'What do you need? (optional)',
  confirm: 'Ask for help',
  raised: 'You asked for help',
  raisedWith: (text: string) => `You asked for help: ${text}`,
  lower: 'Not needed any more',
}

export const block = {
  title: (visitor: string) => `Block ${visitor}?`,
  text: 'The chat ends, and this visitor’s network address gets no chat any more. Administrators can undo it in setup.',
  label: 'Why? (for administrators, optional)',
  confirm: 'Block and end chat',
}

export const event = {
  title: 'Send an event',
  text: 'For programs on the visitor’s page. The visitor does not read it.',
  type: 'Type',
  data: 'Data (optional)',
  confirm: 'Send event',
}

export const decline = {
  title: (visitor: string) => `Why do you decline ${visitor}?`,
}
