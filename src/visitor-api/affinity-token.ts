/**
 * What a session's client names with each request: the node that it was told by, in the first half, and the session, in the
 * second. A balancer that deals requests by a hash of it has each session at one node, and all nodes busy: by the first half
 * alone it would deal everybody to as few nodes as `null` was dealt to.
 */
export const affinityToken = (nodeName: string, sessionId: string): string => nodeName + sessionId.slice(-4)
