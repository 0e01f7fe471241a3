/** The English words of the forms about who answers what, and when. */

export const skills = {
  name: { label: 'Name', help: 'Such as “Refunds” or “French”.' },
  description: { label: 'What it is about', help: 'For administrators.' },
}

export const queues = {
  name: { label: 'Name' },
  memberIds: { label: 'Members', help: 'The agents who answer.' },
  model: {
    label: 'Who is asked first',
    options: {
      'least-active': ['Who has the fewest chats', 'Work is spread evenly.'],
      'most-available': ['Who has the most free places', 'Agents with room for many chats get more.'],
    },
  },
  overflowQueueId: {
    label: 'When this queue cannot take a request',
    help: 'Nobody is there, or the limits of the button are reached. Then the request goes to this queue.',
    none: 'The request is refused',
  },
}

export const businessHours = {
  name: { label: 'Name', help: 'Such as “Office hours Berlin”.' },
  timeZone: { label: 'Time zone', help: 'Whose clocks count. Summer time is taken care of.' },
  periods: { label: 'Open', help: 'A period that ends before it begins goes on after midnight.' },
  holidays: {
    label: 'Special days',
    help: 'Closed all day, or open at other times than on their weekday.',
  },
}

export const buttons = {
  name: { label: 'Name', help: 'Agents see it with each request, such as “Orders” or “App support”.' },
  active: { label: 'Takes requests', help: 'Turned off, it is there and never available.' },
  routing: {
    label: 'Who is asked',
    options: {
      'most-available': ['Who has the most free places', 'One agent after the other, until somebody accepts.'],
      'least-active': ['Who has the fewest chats', 'One agent after the other; work is spread evenly.'],
      choice: ['Everybody at once', 'Whoever accepts first has the chat.'],
      skills: ['Who has all the skills', 'Among those, who has the fewest chats.'],
      queue: ['The members of a queue', 'In the order that the queue says.'],
    },
  },
  queueId: { label: 'Queue', help: 'Its members answer.', none: 'Not chosen yet' },
  skillIds: {
    label: 'Skills',
    help: 'With “all the skills” agents need every one of them, else one is enough. None: everybody may answer.',
  },
  additionalSkillIds: {
    label: 'Preferred skills',
    help: 'Needed as well at first; who lacks them is only asked when the visitor has waited.',
  },
  additionalSkillsS: {
    label: 'Give preferred skills up after',
    help: 'From then on the other skills are enough.',
    none: 'Never',
  },
  businessHoursId: {
    label: 'Business hours',
    help: 'Outside of them the button is not available.',
    none: 'Whenever somebody is there',
  },
  priority: {
    label: 'Priority',
    help: 'When agents are scarce, buttons with lower numbers are served first. 100 is ordinary.',
  },
  queueEnabled: {
    label: 'Visitors may wait',
    help: 'When nobody has a place. Turned off, their request is refused instead.',
  },
  queuePerAgentMax: {
    label: 'At most, for each agent who is there',
    unit: 'visitors',
    none: 'Any number',
  },
  queueOverallMax: { label: 'At most, in all', unit: 'visitors', none: 'Any number' },
  pushTimeoutS: {
    label: 'Time to accept',
    help: 'Then the next agent is asked.',
    none: 'What the server is set to',
  },
  reroutesMax: {
    label: 'Rounds after the first',
    unit: 'rounds',
    help: 'How often everybody is asked again when all have declined. Then the request fails.',
    none: 'Any number',
  },
  autoAccept: {
    label: 'Accepted by itself',
    help: 'Agents are not asked; the chat opens. Not where everybody is asked at once.',
  },
  capacityWeight: {
    label: 'Weight',
    unit: 'places',
    help: 'How many of an agent’s places one chat takes. 1 is ordinary; give demanding chats more.',
  },
  autoGreeting: {
    label: 'Greeting',
    help: 'Sent as the agent’s first message. Empty: what the agent’s configuration says.',
  },
  customAgentName: {
    label: 'Name that visitors see',
    help: 'Empty: what the agent’s configuration says.',
  },
  idleTimeout: {
    label: 'End chats with silent visitors',
    help: 'The time runs from the agent’s last message.',
  },
  'idleTimeout.warningS': { label: 'Warn after' },
  'idleTimeout.timeoutS': { label: 'End after', help: 'More than the time before the warning.' },
  language: { label: 'Language of the window', help: 'Such as en_US.' },
  chatWindowUrl: { label: 'Page of the chat window', help: 'Its address. Empty: the client’s own.' },
  prechatUrl: { label: 'Page before the chat', help: 'Asks for details. Empty: none.' },
  postchatUrl: { label: 'Page after the chat', help: 'Empty: none.' },
  invitation: { label: 'The invitation comes up', help: 'Turned off, it is kept nowhere and nobody sees it.' },
  'invitation.deploymentIds': { label: 'Shown on', help: 'The websites that show it. None: nobody sees it.' },
  'invitation.rules': { label: 'When it comes', help: 'Without a rule it comes at once.' },
  'invitation.rules.type': {
    label: 'Looks at',
    options: {
      'number-of-page-views': ['Pages seen'],
      'url-match': ['Address of the page'],
      'seconds-on-page': ['Seconds on this page'],
      'seconds-on-site': ['Seconds on the website'],
      'custom-variable': ['A variable of the page'],
    },
  },
  'invitation.rules.variable': { label: 'Name of the variable' },
  'invitation.rules.operator': {
    label: 'Compared',
    options: {
      equals: ['is'],
      'not-equal': ['is not'],
      'start-with': ['begins with'],
      contains: ['contains'],
      'not-contain': ['does not contain'],
      'less-than': ['is less than'],
      'greater-than': ['is more than'],
      'less-or-equal': ['is at most'],
      'greater-or-equal': ['is at least'],
    },
  },
  'invitation.rules.value': { label: 'Value' },
  'invitation.filter': {
    label: 'How the rules go together',
    help: 'By their numbers, such as AND(1,OR(2,3)). Empty: all must hold.',
  },
  'invitation.imageUrl': { label: 'Picture', help: 'Its address. Empty: the page brings its own.' },
  'invitation.imageWidth': { label: 'Width', unit: 'pixels' },
  'invitation.imageHeight': { label: 'Height', unit: 'pixels' },
  'invitation.animation': {
    label: 'How it comes in',
    options: { slide: ['Slides'], fade: ['Fades in'], appear: ['Is suddenly there'], custom: ['As the page says'] },
  },
  'invitation.startPosition': {
    label: 'Comes from',
    options: {
      'top-left': ['Top left corner'],
      'top-left-top': ['Above, at the left'],
      top: ['Above'],
      'top-right-top': ['Above, at the right'],
      'top-right': ['Top right corner'],
      'top-right-right': ['The right, at the top'],
      right: ['The right'],
      'bottom-right-right': ['The right, at the bottom'],
      'bottom-right': ['Bottom right corner'],
      'bottom-right-bottom': ['Below, at the right'],
      bottom: ['Below'],
      'bottom-left-bottom': ['Below, at the left'],
      'bottom-left': ['Bottom left corner'],
      'bottom-left-left': ['The left, at the bottom'],
      left: ['The left'],
      'top-left-left': ['The left, at the top'],
    },
  },
  'invitation.endPosition': {
    label: 'Stays',
    options: {
      'top-left': ['Top left'],
      top: ['Top'],
      'top-right': ['Top right'],
      left: ['Left'],
      center: ['In the middle'],
      right: ['Right'],
      'bottom-left': ['Bottom left'],
      bottom: ['Bottom'],
      'bottom-right': ['Bottom right'],
    },
  },
  'invitation.removeAfterS': { label: 'Goes away by itself after', none: 'Never' },
  'invitation.againAfterAccept': { label: 'Again for who accepted it' },
  'invitation.againAfterReject': { label: 'Again for who rejected it' },
}
