import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Users } from '../../../../src/setup-api/messages.js'
import { Icon } from '../../parts/icon.js'
import type { Stored } from '../api/setup-api.js'
import { contentOf } from '../state/form.js'
import { objectPath } from '../state/setup-page.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'
import { Picker } from './picker.js'
import { refusalWords } from './save-bar.js'

const attributes = {
  ...{ id: 'skill-members', 'aria-describedby': 'skill-members-help', 'aria-invalid': false },
  onBlur: () => undefined,
}

/** The agents who have a skill. It is kept with each agent, so that adding and taking out takes effect at once. */
export function SkillMembers({ setup, skill }: { setup: Setup; skill: Stored }) {
  const users = useSignal<Users | undefined>(undefined)
  const problem = useSignal<string | undefined>(undefined)
  const load = async (): Promise<void> => {
    const answer = await setup.api.users('skills', skill.id)
    if (answer.ok) users.value = answer.value
  }
  useEffect(() => void load(), [setup, skill.id])
  const agents = users.value?.users.filter(({ kind }) => kind === 'agents') ?? []

  const give = async (agentId: string, has: boolean): Promise<void> => {
    problem.value = undefined
    const read = await setup.api.read('agents', agentId)
    if (!read.ok) {
      problem.value = refusalWords(read.refusal)
      return
    }
    const others = (read.value['skillIds'] as readonly string[]).filter((id) => id !== skill.id)
    const content = { ...contentOf(read.value), skillIds: has ? [...others, skill.id] : others }
    const answer = await setup.api.replace('agents', agentId, read.value.version, content)
    if (!answer.ok) problem.value = refusalWords(answer.refusal)
    await load()
  }
  return (
    <section class="set-part" aria-labelledby="part-members">
      <h2 id="part-members">{texts.members.title}</h2>
      <div class="set-fields">
        <div class="set-field">
          <label class="set-label" for={attributes.id}>
            {texts.members.label}
          </label>
          <p class="set-help" id="skill-members-help">
            {texts.members.help}
          </p>
          {agents.length > 0 && (
            <ul class="set-chips">
              {agents.map(({ id, name }) => (
                <li key={id} class="set-chip">
                  <a href={objectPath('agents', id)} dir="auto">
                    {name}
                  </a>
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={texts.form.takeOut(name)}
                    onClick={() => void give(id, false)}
                  >
                    <Icon name="close" />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <Picker
            {...{ setup, attributes }}
            plural="agents"
            label={texts.members.label}
            except={agents.map(({ id }) => id)}
            placeholder={texts.form.searchHint}
            onChoose={(id) => void give(id, true)}
          />
          <p class="set-problem" role="alert">
            {problem.value}
          </p>
        </div>
      </div>
    </section>
  )
}
