/** The English texts with which an installation begins. */
import type { InAnyLanguage } from '../../texts/language.js'
import type { WelcomeField, WelcomeProblem } from '../welcome-form.js'

const fields: Record<WelcomeField, string> = {
  organization: 'Your organization',
  name: 'Your name, as visitors see it',
  username: 'User name, such as your e-mail address',
  password: 'Password',
}

export const en = {
  title: 'Welcome to Parley',
  lead: 'Nobody has used this installation yet. Name your organization, and become its first administrator.',
  field: fields,
  submit: 'Begin',
  sending: 'Setting up…',
  toLogIn: 'Go to the log-in',
  problem: (problem: WelcomeProblem): string => {
    switch (problem.kind) {
      case 'incomplete':
        return 'Fill in all four fields.'
      case 'short':
        return 'The password needs at least 10 characters.'
      case 'wrong-token':
        return 'This is not the address that the server printed when it started. Copy all of it, with what is behind the #.'
      case 'set-up-already':
        return 'Somebody has set this installation up already. Log in instead.'
      case 'busy':
        return 'The server is busy. Try again in a moment.'
      case 'unreachable':
        return 'The server cannot be reached. Check your connection and try again.'
      case 'refused':
        return problem.detail || 'The server refused this.'
    }
  },
}

/** What every language says. */
export type WelcomeTexts = InAnyLanguage<typeof en>
