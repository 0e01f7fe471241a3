import { describe, expect, test } from 'vitest'
import type { AgentConfiguration } from '../setup/kinds/agent-configuration.js'
import type { AgentProfile } from '../setup/kinds/agent-profile.js'
import type { Button } from '../setup/kinds/button.js'
import { withDefaults } from '../setup/setup-kinds.js'
import { acceptanceTerms, agentNameLengthMax } from './acceptance-terms.js'

const agent = withDefaults('agent', {
  name: 'Ada King Byron',
  username: 'ada@example.com',
  role: 'agent',
}) as AgentProfile
const button = (said: Partial<Button>) => withDefaults('button', { name: 'B', ...said }) as Button
const configuration = (said: Partial<AgentConfiguration>) =>
  withDefaults('agent-configuration', { name: 'C', ...said }) as AgentConfiguration
const chat = { visitorName: 'Vera', resumed: false }

describe('[R-6] an agent takes a chat', () => {
  test('under their own name and without a greeting, unless setup says otherwise', () => {
    expect(acceptanceTerms(chat, agent, button({}), configuration({}))).toEqual({ agentName: 'Ada King Byron' })
    expect(acceptanceTerms(chat, agent, undefined, undefined)).toEqual({ agentName: 'Ada King Byron' })
  })

  test('as the button says, before what the configuration says', () => {
    const said = { autoGreeting: 'Hi', customAgentName: 'Team' }
    const configured = configuration({
      autoGreeting: 'Hello {!LiveAgent_VisitorName}',
      customAgentName: '{!User_FirstName} {!User_X__c}',
    })
    expect(acceptanceTerms(chat, agent, button(said), configured)).toEqual({ agentName: 'Team', greeting: 'Hi' })
    expect(acceptanceTerms(chat, agent, button({}), configured)).toEqual({ agentName: 'Ada', greeting: 'Hello Vera' })
  })

  test('under their own name when nothing is left of another, and never under one that is too long', () => {
    const named = (customAgentName: string) =>
      acceptanceTerms(chat, agent, button({ customAgentName }), undefined).agentName
    expect(named('{!User_X__c}')).toBe('Ada King Byron')
    expect(named('{!User_Name}'.repeat(21))).toHaveLength(agentNameLengthMax)
    expect(named('{!User_LastName}')).toBe('King Byron')
  })

  test('after somebody else with a greeting only if the configuration wants it', () => {
    const resumed = { ...chat, resumed: true }
    const greeting = (greetingAfterTransfer: boolean) =>
      acceptanceTerms(resumed, agent, button({ autoGreeting: 'Hi' }), configuration({ greetingAfterTransfer })).greeting
    expect([greeting(true), greeting(false)]).toEqual(['Hi', undefined])
  })
})
