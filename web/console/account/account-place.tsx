import { useContext, useEffect, useMemo } from 'preact/hooks'
import { Avatar } from '../parts/avatar.js'
import { NowContext } from '../parts/now.js'
import { PlacePage } from '../parts/place-page.js'
import type { PlaceProps } from '../places.js'
import { texts as common } from '../texts/texts.js'
import { createAccountApi } from './account-api.js'
import { LogInList } from './log-in-list.js'
import { createOwnLogIns } from './own-log-ins.js'
import { createPasswordForm } from './password-form.js'
import { PasswordPart } from './password-part.js'
import './account.css'

/** The agent's own account: who they are, where they are logged in, their password. */
export function AccountPlace({ app, desk }: PlaceProps) {
  const now = useContext(NowContext)
  const api = useMemo(() => createAccountApi(app.server), [app.server])
  const logIns = useMemo(() => createOwnLogIns(api), [api])
  const form = useMemo(() => createPasswordForm({ api, now, onChanged: () => void logIns.load() }), [api, now, logIns])
  useEffect(() => {
    void logIns.load()
    // Whoever comes back to this window may have logged in elsewhere.
    const look = (): void => {
      if (document.visibilityState === 'visible') void logIns.load()
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [logIns])

  const { agent } = desk.snapshot.value
  const listed = logIns.listed.value
  const title = common.places.name('account')
  return (
    <PlacePage title={title}>
      <div class="acc">
        <div class="acc-who">
          <Avatar name={agent.name} />
          <div>
            <strong dir="auto">{agent.name}</strong>
            <span dir="auto">{agent.username}</span>
            <span>
              {common.account.role[agent.role]} · {common.account.capacity(agent.capacity)}
            </span>
          </div>
        </div>
        <LogInList own={logIns} />
        {listed.state === 'there' && listed.hasPassword && <PasswordPart form={form} username={agent.username} />}
      </div>
    </PlacePage>
  )
}
