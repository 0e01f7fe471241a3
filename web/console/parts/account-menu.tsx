import { desktopPermission, hasDesktop, setDesktop } from '../browser/desktop.js'
import { goTo } from '../browser/path.js'
import type { Sounds } from '../browser/sound.js'
import type { Desk } from '../state/desk.js'
import { accountPath } from '../state/place.js'
import { desktopAbouts, themes, volumes, type Preferences } from '../state/preferences.js'
import { texts } from '../texts/texts.js'
import { Avatar } from './avatar.js'
import { Icon, type IconName } from './icon.js'
import { LanguageChoice } from './language-choice.js'
import { Menu } from './menu.js'

export interface AccountMenuProps {
  desk: Desk
  preferences: Preferences
  sounds: Sounds
  onLogOut: () => void
}

/** Who is logged in, and what this browser is to do for them. */
export function AccountMenu({ desk, preferences, sounds, onLogOut }: AccountMenuProps) {
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
        <div class="menu-part">
          <Segments
            legend={texts.account.theme}
            name="theme"
            options={themes}
            chosen={preferences.theme.value}
            nameOf={texts.account.themeName}
            onChoose={(theme) => preferences.setTheme(theme)}
          />
          <LanguageChoice preferences={preferences} />
        </div>
        <div class="menu-part">
          <SoundSettings preferences={preferences} sounds={sounds} />
          {hasDesktop && desk.snapshot.value.configuration.notifications && (
            <DesktopSettings preferences={preferences} />
          )}
        </div>
        <button
          type="button"
          class="menu-item"
          popovertarget="account"
          popovertargetaction="hide"
          onClick={() => goTo(accountPath)}
        >
          <Icon name="person" />
          <span>{texts.account.own}</span>
        </button>
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

/** Whether it sounds, and how loud. */
function SoundSettings({ preferences, sounds }: Pick<AccountMenuProps, 'preferences' | 'sounds'>) {
  return (
    <>
      <Switch
        icon="bell"
        label={texts.account.sound}
        on={preferences.sound.value}
        onChange={(on) => preferences.setSound(on)}
      />
      {preferences.sound.value && (
        <div class="menu-more menu-volume">
          <input
            type="range"
            class="slider"
            aria-label={texts.account.volume}
            aria-valuetext={texts.account.percent(preferences.volume.value)}
            min={volumes.min}
            max={volumes.max}
            step={volumes.step}
            value={preferences.volume.value}
            onInput={(event) => preferences.setVolume(event.currentTarget.valueAsNumber)}
          />
          <button type="button" class="button button-small" onClick={sounds.sample}>
            {texts.account.trySound}
          </button>
        </div>
      )}
    </>
  )
}

/** Whether the desktop tells of what happens while nobody looks, and of how much. */
function DesktopSettings({ preferences }: Pick<AccountMenuProps, 'preferences'>) {
  const permission = desktopPermission.value
  const on = preferences.desktop.value && permission === 'granted'
  return (
    <>
      <Switch
        icon="screen"
        label={texts.account.desktop}
        on={on}
        onChange={(next) => void setDesktop(preferences, next)}
      />
      <p class="menu-more menu-note" role="status">
        {permission === 'denied' && texts.account.desktopDenied}
      </p>
      {on && (
        <div class="menu-more">
          <Segments
            legend={texts.account.desktopAbout}
            name="desktop-about"
            options={desktopAbouts}
            chosen={preferences.desktopAbout.value}
            nameOf={texts.account.desktopAboutName}
            onChoose={(about) => preferences.setDesktopAbout(about)}
          />
        </div>
      )}
    </>
  )
}

interface SwitchProps {
  icon: IconName
  label: string
  on: boolean
  onChange: (on: boolean) => void
}

function Switch({ icon, label, on, onChange }: SwitchProps) {
  return (
    <label class="menu-item">
      <Icon name={icon} />
      <span>{label}</span>
      <input
        type="checkbox"
        role="switch"
        class="switch"
        checked={on}
        onChange={(event) => {
          onChange(event.currentTarget.checked)
          // Where it stays as it was, nothing is drawn anew.
          event.currentTarget.checked = on
        }}
      />
    </label>
  )
}

interface SegmentsProps<Choice extends string> {
  legend: string
  /** The name of the group of inputs. */
  name: string
  options: readonly Choice[]
  chosen: Choice
  nameOf: (choice: Choice) => string
  onChoose: (choice: Choice) => void
}

/** One of a few, side by side. */
function Segments<Choice extends string>(props: SegmentsProps<Choice>) {
  const { legend, name, options, chosen, nameOf, onChoose } = props
  return (
    <fieldset class="menu-segments">
      <legend>{legend}</legend>
      <div class="segments">
        {options.map((option) => (
          <label key={option} class="segment">
            <input
              type="radio"
              name={name}
              value={option}
              checked={option === chosen}
              onChange={() => onChoose(option)}
            />
            <span>{nameOf(option)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
