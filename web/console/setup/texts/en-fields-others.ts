/** The English words of the other forms. */

export const organizations = {
  name: { label: 'Name', help: 'What your organization is called.' },
  demo: {
    label: 'This is a demo',
    help: 'Made by a first start, with passwords everybody knows: it is only served on this computer. Turn it off when the passwords are your own.',
  },
}

export const deployments = {
  name: { label: 'Name', help: 'Such as “Shop” or “iPhone app”.' },
  allowedOrigins: {
    label: 'Pages that may chat',
    help: 'One address a line, without a path: https://shop.example.com or https://*.example.com. Empty: every page may. Apps need none.',
  },
  connectionWarningS: {
    label: 'Tell the agent that a visitor is gone after',
    none: 'What the server is set to',
  },
  connectionTimeoutS: {
    label: 'Give a visitor up after',
    help: 'How long they may be out of contact. More than the time before.',
    none: 'What the server is set to',
  },
  windowTitle: { label: 'Title of the window' },
  transcriptSave: { label: 'Visitors may save what was said' },
  oneMessagePerResponse: {
    label: 'One message per response',
    help: 'For old clients that read only the first message of an answer and lose the others.',
  },
}

export const quickTexts = {
  name: { label: 'Name', help: 'As agents see it in the list.' },
  message: {
    label: 'Text',
    help: '{!User_FirstName}, {!User_LastName} and {!LiveAgent_VisitorName} stand for the agent’s and the visitor’s names.',
  },
  shortcut: { label: 'Shortcut', help: 'What agents type after // to find it. Letters, digits, dots and hyphens.' },
  category: { label: 'Listed under', help: 'Such as “Greetings”.' },
  buttonIds: { label: 'Only in chats from', help: 'None: in all chats.' },
  enabled: { label: 'Offered to agents' },
}

export const sensitiveDataRules = {
  name: { label: 'Name', help: 'Named in the chat when the rule has hidden something, such as “Card number”.' },
  pattern: {
    label: 'What to look for',
    help: 'A regular expression as in JavaScript, without look-around and back-references. Try it out below.',
  },
  action: {
    label: 'What is done',
    options: {
      replace: ['Replace it', 'Another text takes its place.'],
      remove: ['Remove it', 'Nothing is left of it.'],
    },
  },
  replacement: { label: 'Replacement', help: 'Such as ****.' },
  enabled: { label: 'Is applied' },
  forVisitors: { label: 'To what visitors write' },
  forAgents: { label: 'To what agents write' },
  forSupervisors: { label: 'To what supervisors whisper' },
  priority: { label: 'Order', help: 'Rules with lower numbers go first.' },
}

export const blockingRules = {
  name: { label: 'Name' },
  fromAddress: { label: 'Network address', help: 'IPv4 or IPv6, such as 192.0.2.1.' },
  toAddress: {
    label: 'Up to address',
    help: 'Everything from the first to this one is blocked. Empty: only the first.',
  },
  description: { label: 'Why', help: 'For administrators.' },
  owner: {
    label: 'Blocked by',
    options: { admin: ['An administrator'], agent: ['An agent', 'From within a chat.'] },
  },
}
