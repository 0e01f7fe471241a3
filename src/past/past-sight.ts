/** Whose past chats somebody may find. */

/**
 * Whose chats may be found: everybody's; those of some agents, and nobody's or not; or all but those that were with
 * nobody but some agents.
 */
export type PastSight =
  | { readonly of: 'all' }
  | { readonly of: 'some'; readonly agentIds: readonly string[]; readonly nobodys: boolean }
  | { readonly of: 'all-but'; readonly agentIds: readonly string[] }

/** Whether chats of these agents may be found. */
export const isInSight = (sight: PastSight, agentIds: readonly string[]): boolean => {
  switch (sight.of) {
    case 'all':
      return true
    case 'some':
      return agentIds.length === 0 ? sight.nobodys : agentIds.some((id) => sight.agentIds.includes(id))
    case 'all-but':
      return agentIds.length === 0 || agentIds.some((id) => !sight.agentIds.includes(id))
  }
}
