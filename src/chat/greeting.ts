/** What is said in an agent's name as soon as they have a chat. Pure. */
import type { ChatEvent } from './chat-events.js'

/** The agent's first words, if setup wants any. They greet, and answer nothing. */
export const greetingOf = (agentId: string, agentName: string, greeting: string | undefined): ChatEvent[] =>
  greeting ? [{ type: 'agent-message', agentId, agentName, text: greeting, automatic: true }] : []
