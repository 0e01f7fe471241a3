import { useEffect, useMemo, useRef } from 'preact/hooks'
import { Icon } from '../../parts/icon.js'
import type { ListCondition, Stored } from '../api/setup-api.js'
import { usernameOf } from '../state/choices.js'
import { createObjectList, listPageSize } from '../state/object-list.js'
import { objectPath } from '../state/setup-page.js'
import type { Setup } from '../state/setup.js'
import { createSkillMembership } from '../state/skill-members.js'
import { texts } from '../texts/texts.js'
import { ListFoot } from './list-foot.js'
import { LoadFailed } from './load-failed.js'
import { Picker } from './picker.js'
import { refusalWords } from './save-bar.js'

const attributes = {
  ...{ id: 'skill-members', 'aria-describedby': 'skill-members-help', 'aria-invalid': false },
  onBlur: () => undefined,
}

/** The agents who have a skill. It is kept with each agent, so that adding and taking out takes effect at once. */
export function SkillMembers({ setup, skill }: { setup: Setup; skill: Stored }) {
  const having = useMemo((): ListCondition => ({ member: 'skillIds', value: skill.id }), [skill.id])
  const list = useMemo(
    () => createObjectList(setup.api, { plural: 'agents', only: having }, (agents) => setup.names.learn(agents)),
    [setup, having],
  )
  const membership = useMemo(
    () => createSkillMembership(setup.api, skill.id, () => list.load()),
    [setup, skill.id, list],
  )
  const hadMany = useRef(false)
  useEffect(() => void list.load(), [list])

  const takeOut = (agentId: string): void => {
    // What is pressed goes away.
    document.getElementById(attributes.id)?.focus()
    void membership.give(agentId, false)
  }
  const agents = list.objects.value
  const searched = list.searched.value
  const refusal = membership.refusal.value
  // Whoever searches keeps the field, however few are found or left.
  hadMany.current ||= list.total.value > listPageSize
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
          {hadMany.current && (
            <div class="combo-field set-search">
              <Icon name="search" />
              <input
                type="search"
                aria-label={texts.members.search}
                placeholder={texts.members.search}
                value={list.query.value}
                onInput={(event) => void list.search(event.currentTarget.value)}
              />
            </div>
          )}
          {agents !== undefined && agents.length > 0 && (
            <ul class="set-chips">
              {agents.map((agent) => (
                <li key={agent.id} class="set-chip">
                  <a href={objectPath('agents', agent.id)} dir="auto" title={usernameOf(agent)}>
                    {agent.name}
                  </a>
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={texts.form.takeOut(agent.name)}
                    onClick={() => takeOut(agent.id)}
                  >
                    <Icon name="close" />
                  </button>
                </li>
              ))}
            </ul>
          )}
          {searched !== '' && agents?.length === 0 && <p class="set-help">{texts.list.nothing(searched)}</p>}
          {list.total.value > listPageSize && <ListFoot list={list} />}
          {list.state.value === 'failed' && <LoadFailed onRetry={() => void list.load()} />}
          <Picker
            {...{ setup, attributes, without: having }}
            plural="agents"
            label={texts.members.label}
            placeholder={texts.members.add}
            onChoose={(id) => void membership.give(id, true)}
          />
          <p class="set-problem" role="alert">
            {refusal && refusalWords(refusal)}
          </p>
        </div>
      </div>
    </section>
  )
}
