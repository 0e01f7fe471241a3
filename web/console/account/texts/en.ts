/** The English texts of an agent's own account. */
import { tooOften } from '../../texts/en-log-in.js'
import { counted, fullTime, long } from '../../texts/en-words.js'
import type { InAnyLanguage } from '../../texts/language.js'
import type { PasswordProblem } from '../password-form.js'
import type { PasswordHint } from '../password-hint.js'

export const en = {
  logIns: {
    title: 'Where you are logged in',
    lead: 'Log out wherever you do not recognise yourself, and change your password then.',
    failed: 'Your log-ins could not be loaded. Check your connection and try again.',
    name: (program: string | undefined, system: string | undefined) =>
      program === undefined
        ? (system ?? 'Unknown program')
        : system === undefined
          ? program
          : `${program} on ${system}`,
    this: 'This browser',
    now: 'In use now',
    seen: (ms: number) => (ms < 360_000 ? 'Used in the last few minutes' : `Last used ${long(ms)} ago`),
    since: (at: number) => `Since ${fullTime.format(at)}`,
    byProvider: 'Through your organization',
    end: 'Log out',
    ending: 'Logging out…',
    endOne: (name: string) => `Log out of ${name}`,
    endOthers: 'Log out everywhere else',
    nowhereElse: 'You are logged in nowhere else.',
    notEnded: 'That did not work, and you may still be logged in there. Try again.',
    askOne: (name: string) => `Log out of ${name}?`,
    askOneMore: 'Whoever uses it has to log in again.',
    askOthers: 'Log out everywhere else?',
    askOthersMore: 'Only this browser stays logged in. Programs with a token of their own go on.',
  },
  password: {
    title: 'Password',
    old: 'Old password',
    new: 'New password',
    hint: (hint: PasswordHint): string => {
      switch (hint.kind) {
        case 'none':
          return 'At least 10 characters. Several words that have nothing to do with each other are easy to remember and hard to guess.'
        case 'short':
          return `${counted(hint.missing, 'more character', 'more characters')} to go.`
        case 'weak':
          return 'Long enough, but easy to guess.'
        case 'fair':
          return 'Good enough. Longer is better.'
        case 'good':
          return 'A good password.'
      }
    },
    endOthers: 'Log out everywhere else',
    submit: 'Change password',
    sending: 'Changing…',
    done: (ended: number) =>
      ended === 0
        ? 'Your password is changed.'
        : `Your password is changed, and ${counted(ended, 'other log-in has', 'other log-ins have')} ended.`,
    problem: (problem: PasswordProblem, secondsLeft: number): string => {
      switch (problem.kind) {
        case 'incomplete':
          return 'Enter your old password and a new one.'
        case 'short':
          return 'The new password needs at least 10 characters.'
        case 'wrong':
          return 'The old password is wrong. Nothing was changed.'
        case 'changed':
          return 'Your password was changed elsewhere just now. Enter that one as the old one.'
        case 'wait':
          return tooOften(secondsLeft)
        case 'unreachable':
          return 'The server does not answer, so it is not known whether your password was changed. Check your connection and try again.'
        case 'refused':
          return problem.detail || 'The server refused to change it. Ask your administrator.'
      }
    },
  },
}

/** What every language says. */
export type AccountTexts = InAnyLanguage<typeof en>
