import { hasDesktop, setDesktop } from '../browser/desktop.js'
import type { Desk } from '../state/desk.js'
import { themes, type Preferences } from '../state/preferences.js'
import { texts } from '../texts/texts.js'
import { Avatar } from './avatar.js'
import { Icon } from './icon.js'
import { LanguageChoice } from './language-choice.js'
import { Menu } from './menu.js'

export interface AccountMenuProps {
  desk: Desk
  preferences: Preferences
  onLogOut: () => void
}

/** Who is logged in, and what this browser is to do for them. */
export function AccountMenu({ desk, preferences, onLogOut }: AccountMenuProps) {
  const { agent } = desk.snapshot.value
  return (
    <>
      <button type="button" class="account-button" popovertarget="account">
        <span class="unseen">{texts.account.open}</span>
        <span class="account-name" dir="auto">
          {agent.name}
        </span>
        <Avatar name={agent.name} />
      </button>
      <Menu id="account" label={texts.account.title} role="dialog">
        <div class="menu-who">
          <Avatar name={agent.name} />
          <div>
            <strong dir="auto">{agent.name}</strong>
            <span dir="auto">{agent.username}</span>
            <span>
              {texts.account.role[agent.role]} · {texts.account.capacity(agent.capacity)}
            </span>
          </div>
        </div>
        <fieldset class="menu-theme">
          <legend>{texts.account.theme}</legend>
          <div class="segments">
            {themes.map((theme) => (
              <label key={theme} class="segment">
                <input
                  type="radio"
                  name="theme"
                  value={theme}
                  checked={preferences.theme.value === theme}
                  onChange={() => preferences.setTheme(theme)}
                />
                <span>{texts.account.themeName(theme)}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <LanguageChoice preferences={preferences} />
        <label class="menu-item">
          <Icon name="bell" />
          <span>{texts.account.sound}</span>
          <input
            type="checkbox"
            role="switch"
            class="switch"
            checked={preferences.sound.value}
            onChange={(event) => preferences.setSound(event.currentTarget.checked)}
          />
        </label>
        {hasDesktop && desk.snapshot.value.configuration.notifications && (
          <label class="menu-item">
            <Icon name="panel" />
            <span>{texts.account.desktop}</span>
            <input
              type="checkbox"
              role="switch"
              class="switch"
              checked={preferences.desktop.value}
              onChange={(event) => void setDesktop(preferences, event.currentTarget.checked)}
            />
          </label>
        )}
        <button
          type="button"
          class="menu-item"
          popovertarget="account"
          popovertargetaction="hide"
          onClick={() => (desk.dialog.value = { what: 'help' })}
        >
          <Icon name="keyboard" />
          <span>{texts.account.shortcuts}</span>
          <kbd>?</kbd>
        </button>
        <button type="button" class="menu-item" popovertarget="account" popovertargetaction="hide" onClick={onLogOut}>
          <Icon name="leave" />
          <span>{texts.account.logOut}</span>
        </button>
      </Menu>
    </>
  )
}
