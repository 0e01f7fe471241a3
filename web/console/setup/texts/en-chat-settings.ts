/** How clients are pointed at the server, and how a first chat comes about, in English. */
import type { Hindrance } from '../state/chat-settings.js'

const hindrance: Record<Hindrance, string> = {
  'not-public':
    'PARLEY_PUBLIC_URL is not set, so this is only where the server listens. Set it to the address that visitors reach before you copy anything.',
  'not-encrypted':
    'The public address is not encrypted. Browsers and phones expect https: put a proxy in front that speaks it.',
  inactive: 'The button is switched off, so nobody can ask for a chat with it.',
}

export const chatSettings = {
  title: 'Chat settings',
  lead: 'What a client has to know to find you, ready to copy.',
  ids: 'Endpoint and ids',
  deployment: 'Deployment',
  button: 'Button',
  endpoint: 'Endpoint',
  host: 'Host (in some clients “pod”)',
  organizationId: 'Organization id',
  deploymentId: 'Deployment id',
  buttonId: 'Button id',
  oldClients:
    'A client that was written for the Live Agent API needs nothing else: change its host or endpoint, and put these three ids where its own were.',
  tryIt: 'Try it as a visitor',
  snippets: 'Programs to begin with',
  snippetsLead: 'Each has a whole chat by itself: it asks, waits until you accept, says a word and ends.',
  language: 'Language',
  languages: { curl: 'curl', script: 'JavaScript' },
  hindrances: 'What would not work yet',
  hindrance,
  noDeployment: 'A client names a deployment: the place where visitors come from. There is none yet.',
  noButton: 'A client names a button: who is to answer. There is none yet.',
}

export const firstChat = {
  title: 'Your first chat',
  steps: {
    'tell-name': { name: 'Say who you are', about: 'Give your organization its name.' },
    'add-agents': {
      name: 'Bring colleagues',
      about: 'Everybody who answers needs an agent of their own. Or answer alone for now.',
    },
    'go-online': { name: 'Go online', about: 'Only who is online is asked.' },
    'have-chat': {
      name: 'Have a chat with yourself',
      about: 'Open a visitor’s window beside this one, ask for a chat, and accept it here.',
    },
  },
  done: 'Done',
  open: 'Open the visitor’s window',
  hide: 'Hide',
  allDone: 'It works. From here on, point your clients at this server.',
}
