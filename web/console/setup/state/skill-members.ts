/** Giving agents a skill, or taking it from them. It is kept with each agent, so that this takes effect at once. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Refusal } from '../../api/answer.js'
import type { SetupApi } from '../api/setup-api.js'
import { contentOf } from './form.js'

export interface SkillMembership {
  /** Why the last of it was not done. */
  readonly refusal: ReadonlySignal<Refusal | undefined>
  /** Sees to it that an agent has the skill, or has not; nothing while just that agent is changed. Then `onChanged`. */
  give(agentId: string, has: boolean): Promise<void>
}

/** Nothing is changed yet. */
export function createSkillMembership(
  api: Pick<SetupApi, 'read' | 'replace'>,
  skillId: string,
  onChanged: () => Promise<void>,
): SkillMembership {
  const refusal = signal<Refusal | undefined>(undefined)
  const underWay = new Set<string>()

  const change = async (agentId: string, has: boolean): Promise<Refusal | undefined> => {
    const read = await api.read('agents', agentId)
    if (!read.ok) return read.refusal
    const skillIds = read.value['skillIds'] as readonly string[]
    if (skillIds.includes(skillId) === has) return undefined
    const others = skillIds.filter((id) => id !== skillId)
    const content = { ...contentOf(read.value), skillIds: has ? [...others, skillId] : others }
    const answer = await api.replace('agents', agentId, read.value.version, content)
    return answer.ok ? undefined : answer.refusal
  }

  return {
    refusal,
    async give(agentId, has) {
      if (underWay.has(agentId)) return
      underWay.add(agentId)
      refusal.value = undefined
      refusal.value = await change(agentId, has)
      underWay.delete(agentId)
      await onChanged()
    },
  }
}
