/** Whom a visitor asks, as the page's address says it. */
export interface Target {
  readonly organizationId: string
  readonly deploymentId: string
  readonly buttonId: string
}

/** Undefined when the address names not all of it. */
export function readTarget(search: string): Target | undefined {
  const query = new URLSearchParams(search)
  const [organizationId, deploymentId, buttonId] = ['organization', 'deployment', 'button'].map((name) =>
    query.get(name),
  )
  return organizationId && deploymentId && buttonId ? { organizationId, deploymentId, buttonId } : undefined
}

/** The address of the window in which a chat with this target can be tried. */
export const tryItAddress = ({ organizationId, deploymentId, buttonId }: Target): string =>
  `/console/try-it.html?${new URLSearchParams({
    organization: organizationId,
    deployment: deploymentId,
    button: buttonId,
  }).toString()}`
