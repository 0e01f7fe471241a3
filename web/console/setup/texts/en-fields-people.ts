/** The English words of the forms about those who talk to visitors. */

const order = { label: 'Place in lists', help: 'Lower numbers come first.' }

export const agents = {
  name: { label: 'Name', help: 'As visitors see it.' },
  username: { label: 'User name', help: 'What they log in with, such as their e-mail address.' },
  role: {
    label: 'Role',
    options: {
      agent: ['Agent', 'Chats with visitors.'],
      supervisor: ['Supervisor', 'Also watches the floor, helps agents and reads past chats.'],
      administrator: ['Administrator', 'Also changes everything on these pages.'],
    },
  },
  active: {
    label: 'May log in',
    help: 'Turned off, they are logged out at once, their chats go to others, and nothing of theirs is deleted.',
  },
  capacity: {
    label: 'Chats at once',
    unit: 'chats',
    help: 'How many chats they have at most, unless their configuration says it.',
  },
  skillIds: { label: 'Skills', help: 'What they know about. Buttons ask for skills to find who may answer.' },
  configurationId: {
    label: 'Configuration',
    help: 'What they may do and how they are told of things.',
    none: 'The standard one',
  },
}

export const configurations = {
  name: { label: 'Name' },
  capacity: {
    label: 'Chats at once',
    unit: 'chats',
    help: 'For everybody with this configuration.',
    none: 'What is said at each agent',
  },
  customAgentName: {
    label: 'Name that visitors see',
    help: 'Such as “Support”, unless a button has its own. Empty: the agent’s name.',
  },
  autoGreeting: {
    label: 'Greeting',
    help: 'Sent by itself when a chat is accepted, unless the button has its own. Empty: none.',
  },
  greetingAfterTransfer: {
    label: 'Greet again after a hand-over',
    help: 'The greeting is also sent when a chat comes from a colleague.',
  },
  awayOnDecline: { label: 'Away after declining', help: 'Who declines a request gets no more until they come back.' },
  awayOnPushTimeout: {
    label: 'Away after not answering',
    help: 'Who lets a request run out gets no more until they come back.',
  },
  declineReasonIds: {
    label: 'Reasons for declining',
    help: 'Agents choose one of these when they decline. None: they are not asked.',
  },
  sneakPeek: { label: 'See what the visitor is writing', help: 'Before it is sent.' },
  fileTransfer: { label: 'Ask visitors for files' },
  visitorBlocking: { label: 'Block visitors', help: 'Their network address gets no chat any more.' },
  conferencing: { label: 'Invite colleagues into a chat' },
  assistanceFlag: { label: 'Ask a supervisor for help' },
  transferToAgents: { label: 'To colleagues' },
  transferToSkills: { label: 'To whoever has a skill' },
  transferSkillIds: { label: 'Which skills', help: 'None: all skills.' },
  transferToButtons: { label: 'To whoever answers a button' },
  transferButtonIds: { label: 'Which buttons', help: 'None: all buttons.' },
  requestSound: { label: 'A sound for each request' },
  disconnectSound: { label: 'A sound when the connection is lost' },
  notifications: { label: 'Notifications on the desktop', help: 'Each agent still has to allow them in the browser.' },
  criticalWaitS: {
    label: 'Alert when a visitor waits for an answer',
    help: 'The chat is marked after this time without a word from the agent.',
    none: 'No alert',
  },
  monitoring: { label: 'Supervisors may watch their chats' },
  whispering: { label: 'Supervisors may whisper', help: 'Write to these agents unseen by visitors.' },
  agentSneakPeek: { label: 'Supervisors see what they are writing', help: 'Before it is sent.' },
  supervisedSkillIds: {
    label: 'Whom they supervise',
    help: 'Agents who have one of these skills. None: all agents.',
  },
  supervisorStatusFilter: {
    label: 'Agents shown at first',
    none: 'All',
    options: { online: ['Online'], away: ['Away'], offline: ['Offline'] },
  },
  supervisorButtonFilterId: { label: 'Button shown at first', none: 'All' },
  supervisorSkillFilterId: { label: 'Skill shown at first', none: 'All' },
}

export const statuses = {
  name: { label: 'Name', help: 'As agents see it, such as “In a meeting”.' },
  takesChats: {
    label: 'Gets new chats',
    help: 'Turned off, it is a busy status: agents keep their chats and get no new ones.',
  },
  order,
}

export const reasons = {
  name: { label: 'Reason', help: 'As agents see it, such as “Wrong topic”.' },
  order,
}
