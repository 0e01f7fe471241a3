import { useSignal } from '@preact/signals'
import { useEffect, useId, useMemo } from 'preact/hooks'
import type { Server } from '../../api/server.js'
import { CopyButton } from '../../parts/copy-button.js'
import { Icon } from '../../parts/icon.js'
import { PlacePage } from '../../parts/place-page.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import { tryItAddress } from '../../try-it/target.js'
import type { Stored } from '../api/setup-api.js'
import { LoadFailed } from '../parts/load-failed.js'
import { Picker, type PickerProps } from '../parts/picker.js'
import { ToOverview } from '../parts/to-overview.js'
import { createChatSettings, standardButtons, type ChatSettings, type Installation } from '../state/chat-settings.js'
import { newPath } from '../state/setup-page.js'
import type { Setup } from '../state/setup.js'
import { curlSnippet, scriptSnippet, type SnippetTarget } from '../state/snippets.js'
import { texts } from '../texts/texts.js'

export interface ChatSettingsPageProps {
  server: Pick<Server, 'ask'>
  setup: Setup
  organizationId: string
}

/** Everything somebody needs who points a client at this server, ready to copy. */
export function ChatSettingsPage({ server, setup, organizationId }: ChatSettingsPageProps) {
  const settings = useMemo(() => createChatSettings(server, setup.api), [server, setup])
  useEffect(() => void settings.load(), [settings])
  const installation = settings.installation.value
  return (
    <PlacePage title={texts.chatSettings.title}>
      <div class="set-page">
        <ToOverview />
        <p class="set-lead">{texts.chatSettings.lead}</p>
        {settings.state.value === 'loading' && <p role="status">{consoleTexts.places.loading}</p>}
        {settings.state.value === 'failed' && <LoadFailed onRetry={() => void settings.load()} />}
        {settings.state.value === 'there' && installation && (
          <Settings {...{ setup, settings, installation, organizationId }} />
        )}
      </div>
    </PlacePage>
  )
}

interface SettingsProps {
  setup: Setup
  settings: ChatSettings
  installation: Installation
  organizationId: string
}

function Settings({ setup, settings, installation, organizationId }: SettingsProps) {
  const [deployment, button] = [settings.deployment.value, settings.button.value]
  if (!deployment || !button) {
    return (
      <div class="set-empty">
        <p>{deployment ? texts.chatSettings.noButton : texts.chatSettings.noDeployment}</p>
        <a class="button button-primary" href={newPath(deployment ? 'buttons' : 'deployments')}>
          {deployment ? texts.sections.buttons.create : texts.sections.deployments.create}
        </a>
      </div>
    )
  }
  const { endpoint } = installation
  const target = { endpoint, organizationId, deploymentId: deployment.id, buttonId: button.id }
  return (
    <>
      <Hindrances settings={settings} />
      <section class="set-block" aria-labelledby="chat-settings-ids">
        <h2 id="chat-settings-ids">{texts.chatSettings.ids}</h2>
        <div class="set-choices">
          <Choice
            {...{ setup, plural: 'deployments', label: texts.chatSettings.deployment }}
            chosen={deployment}
            onChoose={(next) => settings.chooseDeployment(next)}
          />
          <Choice
            {...{ setup, plural: 'buttons', only: standardButtons, label: texts.chatSettings.button }}
            chosen={button}
            onChoose={(next) => settings.chooseButton(next)}
          />
        </div>
        <dl class="set-facts">
          <Fact name={texts.chatSettings.endpoint} value={endpoint} />
          <Fact name={texts.chatSettings.host} value={URL.canParse(endpoint) ? new URL(endpoint).host : endpoint} />
          <Fact name={texts.chatSettings.organizationId} value={organizationId} />
          <Fact name={texts.chatSettings.deploymentId} value={deployment.id} />
          <Fact name={texts.chatSettings.buttonId} value={button.id} />
        </dl>
        <p class="set-lead">{texts.chatSettings.oldClients}</p>
        <a class="button button-primary set-try" href={tryItAddress(target)} target="_blank" rel="noreferrer">
          <Icon name="chats" />
          {texts.chatSettings.tryIt}
        </a>
      </section>
      <Snippets target={target} />
    </>
  )
}

function Hindrances({ settings }: { settings: ChatSettings }) {
  const found = settings.hindrances.value
  if (found.length === 0) return null
  return (
    <ul class="set-hindrances" aria-label={texts.chatSettings.hindrances}>
      {found.map((one) => (
        <li key={one}>
          <Icon name="warning" />
          <span>{texts.chatSettings.hindrance[one]}</span>
        </li>
      ))}
    </ul>
  )
}

interface ChoiceProps extends Pick<PickerProps, 'setup' | 'plural' | 'only' | 'label'> {
  chosen: Stored
  onChoose: (object: Stored) => void
}

function Choice({ chosen, onChoose, ...of }: ChoiceProps) {
  const id = useId()
  return (
    <div class="set-choice">
      <label for={id}>{of.label}</label>
      <Picker
        {...of}
        attributes={{ ...{ id, 'aria-describedby': undefined, 'aria-invalid': false }, onBlur: () => undefined }}
        chosen={chosen.name}
        placeholder={texts.form.searchHint}
        onChoose={(_id, object) => onChoose(object)}
      />
    </div>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div class="set-fact">
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
        <CopyButton what={name} text={value} />
      </dd>
    </div>
  )
}

function Snippets({ target }: { target: SnippetTarget }) {
  const language = useSignal<'curl' | 'script'>('curl')
  const text = language.value === 'curl' ? curlSnippet(target) : scriptSnippet(target)
  return (
    <section class="set-block" aria-labelledby="chat-settings-snippets">
      <h2 id="chat-settings-snippets">{texts.chatSettings.snippets}</h2>
      <p class="set-lead">{texts.chatSettings.snippetsLead}</p>
      <div class="set-snippet-head">
        <fieldset class="segments">
          <legend class="unseen">{texts.chatSettings.language}</legend>
          {(['curl', 'script'] as const).map((one) => (
            <label key={one} class="segment">
              <input
                type="radio"
                name="snippet"
                checked={language.value === one}
                onChange={() => (language.value = one)}
              />
              <span>{texts.chatSettings.languages[one]}</span>
            </label>
          ))}
        </fieldset>
        <CopyButton what={texts.chatSettings.languages[language.value]} text={text} />
      </div>
      <pre class="set-snippet" tabIndex={0} dir="ltr" aria-label={texts.chatSettings.languages[language.value]}>
        <code>{text}</code>
      </pre>
    </section>
  )
}
