/** The English texts of the window in which a visitor's chat is tried. */
import type { Outcome } from '../../../../src/visitor-client/visitor-events.js'
import { counted, long, wholeNumber } from '../../texts/en-words.js'
import type { Note } from '../talk.js'

const noteText = (note: Note): string => {
  switch (note.what) {
    case 'joined':
      return `${note.name} is here`
    case 'took-over':
      return `${note.name} goes on from here`
    case 'transferring':
      return 'You are being handed over. One moment…'
    case 'agent-lost':
      return 'The connection to the agent was lost. Somebody will be with you soon.'
    case 'file-asked':
      return 'You are asked for a file'
    case 'file-received':
      return 'Your file has arrived'
    case 'file-failed':
      return 'Your file did not get through'
    case 'file-cancelled':
      return 'The file is not needed any more'
    case 'idle':
      return `Are you still there? The chat ends in ${counted(note.seconds, 'second', 'seconds')} unless you write something.`
  }
}

const failures: Readonly<Record<string, string>> = {
  Unavailable: 'Nobody is there to answer at the moment.',
  NoPost: 'Nobody took your request.',
  Blocked: 'This address has been blocked.',
  InternalFailure: 'Something went wrong on the server.',
}

const outcomeText = (outcome: Outcome): string => {
  switch (outcome.kind) {
    case 'ended':
      return outcome.reason === 'agent' ? 'The agent has ended the chat.' : 'The chat has ended.'
    case 'failed':
      return failures[outcome.reason] ?? `The request failed: ${outcome.reason}.`
    case 'gone':
      return 'The chat has ended meanwhile.'
    case 'unreachable':
      return 'The server cannot be reached.'
    case 'refused':
      return `The server refused the request (${outcome.status}): ${outcome.text}`
    case 'stopped':
      return 'The chat was left.'
  }
}

export const en = {
  page: 'Try a chat as a visitor',
  title: 'Chat with us',
  lead: 'What you see here is what a visitor’s client does: every request goes through the Chat REST API.',
  noTarget: 'Which chat?',
  noTargetMore: 'This address names no organization, deployment and button. Open the window from the chat settings.',
  name: 'Your name',
  namePlaceholder: 'Optional',
  start: 'Start chat',
  connecting: 'Connecting…',
  next: 'You are next.',
  place: (position: number) => `You are number ${wholeNumber.format(position)} in the queue.`,
  wait: (seconds: number) => `It should take about ${long(seconds * 1_000)}.`,
  waiting: 'Somebody will be with you soon.',
  cancel: 'Cancel request',
  log: 'Chat',
  you: 'You',
  sending: 'Sending…',
  sent: 'Sent',
  refused: 'Not sent',
  typing: (name: string) => `${name} is typing`,
  someone: 'The agent',
  field: 'Message',
  placeholder: 'Write a message',
  send: 'Send',
  end: 'End chat',
  tooMuch: 'Too much is waiting to be sent. Wait a moment.',
  lost: 'No connection. What you write is sent later.',
  chooseFile: 'Choose a file',
  uploading: (percent: number) => `Sending file, ${wholeNumber.format(percent)} %`,
  fileRefused: 'The server does not take this file: it is empty or too large.',
  fileFailed: (why: string) => `The file could not be sent: ${why}.`,
  again: 'Start another chat',
  note: noteText,
  outcome: outcomeText,
}
export type Texts = typeof en
