/** What agents ask about their own log-ins. */
import type { EndedLogIns, OwnLogIns, OwnPassword } from '../../../src/agent-api/own-log-ins.js'
import type { Answer } from '../api/answer.js'
import type { Server } from '../api/server.js'

export interface AccountApi {
  /** Where I am logged in. */
  logIns(): Promise<Answer<OwnLogIns>>
  /** Ends one; one that is over already is `refused` with 404. */
  end(logInId: string): Promise<Answer<object>>
  /** Ends all but this one. */
  endOthers(): Promise<Answer<EndedLogIns>>
  /** A wrong old password is `refused` with the code `wrong-password`; too many tries are `busy`. */
  changePassword(change: OwnPassword): Promise<Answer<EndedLogIns>>
}

export function createAccountApi({ ask }: Pick<Server, 'ask'>): AccountApi {
  return {
    logIns: () => ask('GET', '/me/log-ins'),
    end: (logInId) => ask('DELETE', `/me/log-ins/${encodeURIComponent(logInId)}`),
    endOthers: () => ask('POST', '/me/log-ins/end-others', {}),
    changePassword: (change) => ask('POST', '/me/password', change),
  }
}
