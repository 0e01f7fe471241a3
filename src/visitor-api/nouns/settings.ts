import { parseTarget } from '../../protocol/target.js'
import { settings, type WireButton } from '../../protocol/visitor-messages.js'
import { WireError } from '../../protocol/wire-error.js'
import type { SetupObject } from '../../setup/setup.js'
import { invitationMembers } from '../invitation-members.js'
import { TargetFacts } from '../target-facts.js'
import type { VisitorNoun } from '../visitor-noun.js'

type Button = SetupObject<'button'>

/** What setup says of a button that pages want to know. */
const described = ({ chatWindowUrl, prechatUrl, language, invitation }: Button): Partial<WireButton> => ({
  ...(chatWindowUrl && { endpointUrl: chatWindowUrl }),
  ...(prechatUrl && { prechatUrl }),
  ...(language && { language }),
  ...(invitation && invitationMembers(invitation)),
})

/** The invitations that a deployment's pages show, in the order of their ids. */
const invitationsOf = (buttons: readonly Button[], deploymentId: string): readonly Button[] =>
  buttons
    .filter(({ type, active, invitation }) => type === 'invite' && active && invitation !== null)
    .filter(({ invitation }) => invitation?.deploymentIds.includes(deploymentId))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

/**
 * `GET Visitor/Settings`: what a page's script needs: how often to ask again, where to load from, the buttons it asked
 * for (`Settings.buttonIds`) in that order, and the active invitations of its deployment whether it asked or not. With
 * `Settings.updateBreadcrumb` the page counts as visited.
 */
export const settingsNoun: VisitorNoun = {
  name: 'Settings',
  answer: (services, question) => {
    const { setup, trails } = services
    const { query, organizationId, deploymentId, visitorId, page } = question
    const ids = query.list('Settings.buttonIds')
    const visited = query.flag('Settings.updateBreadcrumb')
    const facts = new TargetFacts(services, question, query.flag('Settings.needEstimatedWaitTime'))
    if (setup.deployment(organizationId, deploymentId) === undefined) {
      throw new WireError(400, 'There is no such organization here, or it has no such deployment.')
    }
    const asked = ids.map((id) => ({ id, target: parseTarget(id) }))
    const buttons = asked.map(({ id, target }): WireButton => {
      const button = target?.buttonId === undefined ? undefined : setup.button(organizationId, target.buttonId)
      const standard = button?.type === 'invite' ? 'Invite' : 'Standard'
      const type = target?.agentId === undefined ? standard : 'ToAgent'
      return { ...facts.result(id), type, ...(button && described(button)) }
    })
    const invitations = invitationsOf(setup.all(organizationId, 'button'), deploymentId)
      .filter((button) => !asked.some(({ target }) => target?.agentId === undefined && target?.buttonId === button.id))
      .map((button): WireButton => ({ ...facts.result(button.id), type: 'Invite', ...described(button) }))
    if (visited && visitorId !== undefined && page !== undefined) trails.note(visitorId, page)
    const { pingRateMs, baseUrl } = services.settings
    return settings({ pingRateMs, contentServerUrl: `${baseUrl}/content`, buttons: [...buttons, ...invitations] })
  },
}
