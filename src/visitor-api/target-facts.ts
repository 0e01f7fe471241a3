import { parseTarget, type WireTarget } from '../protocol/target.js'
import type { WireResult } from '../protocol/visitor-messages.js'
import type { Standing } from '../routing/availability.js'
import { asTarget } from './as-target.js'
import type { VisitorServices } from './resource.js'
import type { Question } from './visitor-noun.js'

/** What one answer tells of buttons and agents: all of it as it stands at the same instant. */
export class TargetFacts {
  readonly #services: VisitorServices
  readonly #organizationId: string
  readonly #withEstimate: boolean
  /** `undefined` when the organization or the deployment is not here: then nothing is available. */
  readonly #standing: Standing | undefined

  constructor(services: VisitorServices, { organizationId, deploymentId }: Question, withEstimate: boolean) {
    this.#services = services
    this.#organizationId = organizationId
    this.#withEstimate = withEstimate
    const isHere = services.setup.deployment(organizationId, deploymentId) !== undefined
    this.#standing = isHere ? services.availability.now(organizationId) : undefined
  }

  /** Whether a request for this target would be taken; named as it was asked for. */
  result(id: string): WireResult {
    const target = parseTarget(id)
    if (target === undefined || !this.#standing?.isAvailable(asTarget(target))) return { id, isAvailable: false }
    return {
      ...{ id, isAvailable: true },
      ...(this.#withEstimate && { estimatedWaitTime: this.#estimatedWait(target) }),
    }
  }

  #estimatedWait({ buttonId }: WireTarget): number {
    return buttonId === undefined ? -1 : this.#services.availability.estimatedWait(this.#organizationId, buttonId)
  }
}
