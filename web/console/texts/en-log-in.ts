/** The English texts of the way in and out. */
import type { LogInProblem, SignInRefusal } from '../state/log-in.js'
import { byCount, counted, long } from './en-words.js'

const refusals: Record<SignInRefusal, string> = {
  cancelled: 'The log-in was not completed. Try again, or use your password.',
  stale: 'That took too long, or you went back. Please start again.',
  unverified: 'Your organization has not verified your e-mail address yet, so it cannot be used here.',
  stranger: 'You are known to your organization, but nobody here has your name. Ask your administrator to add you.',
  away: 'Your organization’s log-in cannot be reached. Try again later, or use your password.',
  failed: 'Your organization’s answer could not be verified. Tell your administrator; the server’s log says why.',
}

/** To whoever tried too often. */
export const tooOften = (secondsLeft: number): string =>
  secondsLeft > 0 ? `Too many attempts. You can try again in ${long(secondsLeft * 1_000)}.` : 'You can try again now.'

export const logIn = {
  title: 'Log in to Parley',
  lead: 'Answer the people who visit your website.',
  username: 'User name',
  password: 'Password',
  showPassword: 'Show password',
  submit: 'Log in',
  sending: 'Logging in…',
  or: 'or',
  outOfProvider: (label: string) => `Log out of ${label} as well`,
  withProvider: (label: string) => `Log in with ${label}`,
  expired: 'Your session has ended. Log in again to go on; what you had written is still here.',
  left: 'You are logged out.',
  isNew: 'Nobody can log in yet. What the server prints when it starts has the address with which it is set up.',
  problem: (problem: LogInProblem, secondsLeft: number): string => {
    switch (problem.kind) {
      case 'incomplete':
        return 'Enter your user name and your password.'
      case 'wrong':
        return 'User name and password do not match. Check both and try again.'
      case 'wait':
        return tooOften(secondsLeft)
      case 'unreachable':
        return 'The server cannot be reached. Check your connection and try again.'
      case 'refused':
        return problem.detail || 'The server refused the log-in. Ask your administrator.'
      case 'provider':
        return refusals[problem.why]
    }
  },
}

export const opening = {
  connecting: 'Connecting…',
  lost: 'The server cannot be reached.',
}

export const logOut = {
  title: 'Log out?',
  chats: (count: number) =>
    `You still have ${counted(count, 'open chat', 'open chats')}. Without you, ${byCount(count, 'its visitor waits', 'their visitors wait')} for another agent.`,
  unsent: (count: number) => `${counted(count, 'message has', 'messages have')} not been sent yet and would be lost.`,
  confirm: 'Log out',
}
