import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { browserStore } from '../../browser/stores.js'
import { goTo } from '../../browser/path.js'
import { Icon } from '../../parts/icon.js'
import type { Desk } from '../../state/desk.js'
import { tryItAddress } from '../../try-it/target.js'
import { stepsOf, type Step } from '../state/first-chat.js'
import { listPath, newPath } from '../state/setup-page.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'

/** The way to the first chat, until it was walked or somebody put it away. */
export function FirstChat({ setup, desk }: { setup: Setup; desk: Desk }) {
  const { agent, presence, chats } = desk.snapshot.value
  const { organizationId } = agent
  const store = useMemo(() => browserStore('localStorage'), [])
  const name = `first-chat.${organizationId}`
  const hidden = useSignal(store.read(name) === 'hidden')
  const organizationName = useSignal<string | undefined>(undefined)
  const tryIt = useSignal<string | undefined>(undefined)
  useEffect(() => {
    if (hidden.peek()) return
    void setup.api.read('organizations', organizationId).then((answer) => {
      if (answer.ok) organizationName.value = answer.value.name
    })
    const only = { member: 'type', value: 'standard' }
    void Promise.all([setup.api.list('deployments', { limit: 1 }), setup.api.list('buttons', { limit: 1, only })]).then(
      ([deployments, buttons]) => {
        const [deploymentId, buttonId] = [deployments, buttons].map(
          (answer) => answer.ok && answer.value.objects[0]?.id,
        )
        if (deploymentId && buttonId) tryIt.value = tryItAddress({ organizationId, deploymentId, buttonId })
      },
    )
  }, [setup, organizationId, organizationName, tryIt, hidden])

  const steps = stepsOf({
    organizationName: organizationName.value,
    agents: setup.counts.value?.get('agents'),
    isOnline: presence.status === 'online',
    chats: chats.length + desk.stream.ended.value.length,
  })
  // Until the server has said what is there, nothing is known to be missing.
  if (hidden.value || organizationName.value === undefined || setup.counts.value === undefined) return null
  const hide = (): void => {
    store.write(name, 'hidden')
    hidden.value = true
  }
  const isDone = steps.every((step) => step.isDone)
  return (
    <section class="set-first" aria-labelledby="first-chat">
      <header>
        <h2 id="first-chat">{texts.firstChat.title}</h2>
        <button type="button" class="button" onClick={hide}>
          {texts.firstChat.hide}
        </button>
      </header>
      {isDone && <p role="status">{texts.firstChat.allDone}</p>}
      <ol>
        {steps.map((step) => (
          <li key={step.id} class={step.isDone ? 'set-step set-step-done' : 'set-step'}>
            <span class="set-step-sign">
              {step.isDone && <Icon name="check" />}
              {step.isDone && <span class="unseen">{texts.firstChat.done}</span>}
            </span>
            <div>
              <strong>{texts.firstChat.steps[step.id].name}</strong>
              <p>{texts.firstChat.steps[step.id].about}</p>
            </div>
            {!step.isDone && <StepDeed step={step} desk={desk} tryIt={tryIt.value} />}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What takes the step. */
function StepDeed({ step, desk, tryIt }: { step: Step; desk: Desk; tryIt: string | undefined }) {
  const { name } = texts.firstChat.steps[step.id]
  switch (step.id) {
    case 'tell-name':
      return (
        <a class="button" href={listPath('organization')}>
          {name}
        </a>
      )
    case 'add-agents':
      return (
        <a class="button" href={newPath('agents')}>
          {texts.sections.agents.create}
        </a>
      )
    case 'go-online':
      return (
        <button type="button" class="button" onClick={() => void desk.status.choose({ status: 'online' })}>
          {name}
        </button>
      )
    case 'have-chat':
      return tryIt === undefined ? null : (
        <a
          class="button button-primary"
          href={tryIt}
          target="_blank"
          rel="noreferrer"
          // The request comes to the desk, so that is where this page is to be.
          onClick={() => goTo('/console/')}
        >
          {texts.firstChat.open}
        </a>
      )
  }
}
