/** What agents have beside their profile: passwords, and tokens for programs that work in their name. */
import { Type, type TObject } from 'typebox'
import { afterChange } from '../agent-api/after-change.js'
import { refusals, type AgentApp } from '../agent-api/agent-app.js'
import { asTime } from '../agent-api/as-time.js'
import { idempotencyKeyOf, KeyHeaders } from '../agent-api/idempotency-key.js'
import { Done } from '../agent-api/messages.js'
import { passwordLengthMax, passwordLengthMin } from '../agent-api/own-log-ins.js'
import { ProblemError } from '../agent-api/problems.js'
import { credentialIn, passwordChange, tokensOf } from '../setup/agent-credentials.js'
import type { Author } from '../setup/audit.js'
import { nameMember } from '../setup/kinds/members.js'
import { keyReused, type Asked, type Making } from '../setup/makings.js'
import { programTokensMax, tokenKind, type StoredProgramToken } from '../setup/program-tokens.js'
import type { Edit } from '../setup/proposal.js'
import { SetupError } from '../setup/setup-error.js'
import { authorOf } from './author.js'
import type { SetupServices } from './services.js'

const Password = Type.String({
  minLength: passwordLengthMin,
  maxLength: passwordLengthMax,
  description: 'Left out: one is made up and shown in the answer, once',
})
const MadeUp = Type.Optional(Type.String({ description: 'The password that was made up. It is shown nowhere else.' }))

const AgentPath = Type.Object({ id: Type.String({ maxLength: 64, description: 'The agent' }) })
const TokenPath = Type.Object({ ...AgentPath.properties, tokenId: Type.String({ maxLength: 64 }) })
const NewPassword = Type.Object({ password: Type.Optional(Password) })
const NewToken = Type.Object({ name: nameMember('What it is for') })
const ProgramToken = Type.Object({
  id: Type.String({ description: 'Names the token; it is no secret' }),
  name: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
})

const noToken = (id: string): ProblemError => new ProblemError(404, 'no-such-object', `There is no token ${id}.`)

const administrators = { config: { access: 'administrator' as const } }

const passwordOf = (given: unknown, makeUp: () => string): { password: string; madeUp: boolean } => {
  if (given === undefined) return { password: makeUp(), madeUp: true }
  if (typeof given === 'string' && given.length >= passwordLengthMin && given.length <= passwordLengthMax) {
    return { password: given, madeUp: false }
  }
  const message = `Must be text of ${passwordLengthMin} to ${passwordLengthMax} characters; leave it out to have one made up.`
  throw new SetupError('invalid', `password: ${message}`, [{ member: 'password', message }])
}

/** A new agent comes with a password, given or made up. */
export const agentCreated = {
  body: (content: TObject) => Type.Object({ ...content.properties, password: Type.Optional(Password) }),
  answer: (view: TObject) => Type.Object({ ...view.properties, password: MadeUp }),

  /** Makes the agent with their password in one go; gives their id, and what is shown this once. */
  async create(
    services: SetupServices,
    asked: Asked,
    edit: Edit & { readonly data: Record<string, unknown> },
    author: Author,
  ): Promise<{ id: string; password?: string }> {
    const { setup, editor, hasher, make, makings } = services
    const { organizationId } = asked
    const { password: given, ...data } = edit.data
    const now: Making = { id: edit.id, at: author.at }
    const { password, madeUp } = passwordOf(given, () => makings.secret(asked, now, make.password()))
    const passwordHash = await hasher.hash(password)
    // Whether one was given, and not which. What is undefined is in no JSON.
    const open: Asked = { ...asked, content: { ...asked.content, password: madeUp ? undefined : 'given' } }
    const making: Making = madeUp ? now : { ...now, givenHash: passwordHash }
    const made = await makings.make(open, making, author, () =>
      editor.changesOf(organizationId, [{ ...edit, data }], author.at, () => [
        passwordChange(setup, { organizationId, id: edit.id }, passwordHash, author.at),
      ]),
    )
    const { id, isNew, givenHash } = made
    if (isNew) return { id, ...(madeUp && { password }) }
    if (!madeUp) {
      if (givenHash === undefined || !(await hasher.verify(givenHash, password))) throw keyReused()
      return { id }
    }
    const shown = makings.secret(asked, made, password)
    // They may have another one by now, or be gone.
    const kept = credentialIn(setup, { organizationId, id })?.passwordHash
    return { id, ...(kept !== undefined && (await hasher.verify(kept, shown)) && { password: shown }) }
  },
}

/** Registers the calls. */
export const agentRoutes = (app: AgentApp, services: SetupServices): void => {
  const { setup, editor, hasher, hashToken, logIns, make, makings } = services
  const tags = ['agents']

  const requireAgent = (organizationId: string, id: string): void => {
    if (setup.agent(organizationId, id)) return
    throw new ProblemError(404, 'no-such-object', `There is no agent ${id}.`)
  }

  app.post(
    '/setup/agents/:id/password',
    {
      ...administrators,
      schema: {
        ...{ tags, summary: 'Give an agent a new password', params: AgentPath, body: NewPassword },
        description: 'Their log-ins end at once; the tokens of programs stay.',
        response: { 200: Type.Object({ password: MadeUp }), ...refusals(400, 401, 403, 404, 412) },
      },
    },
    async (request) => {
      const { organizationId, author } = await authorOf(services, request)
      const { id } = request.params
      requireAgent(organizationId, id)
      const { password, madeUp } = passwordOf(request.body.password, () => make.password())
      const passwordHash = await hasher.hash(password)
      await editor.change(() => {
        requireAgent(organizationId, id)
        return [passwordChange(setup, { organizationId, id }, passwordHash, services.clock.now())]
      }, author)
      // Whoever logged in with the old one before the change was durable.
      await afterChange(() => logIns.endOthers({ organizationId, agentId: id }, ''))
      return madeUp ? { password } : {}
    },
  )

  app.get(
    '/setup/agents/:id/tokens',
    {
      ...administrators,
      schema: {
        ...{ tags, summary: 'List the tokens of programs that work as an agent', params: AgentPath },
        response: { 200: Type.Object({ tokens: Type.Array(ProgramToken) }), ...refusals(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const { organizationId } = await authorOf(services, request)
      requireAgent(organizationId, request.params.id)
      const tokens = tokensOf(setup, organizationId, request.params.id).sort(
        (a, b) => a.data.createdAt - b.data.createdAt || (a.id < b.id ? -1 : 1),
      )
      return { tokens: tokens.map(({ id, data }) => ({ id, name: data.name, createdAt: asTime(data.createdAt) })) }
    },
  )

  app.post(
    '/setup/agents/:id/tokens',
    {
      ...administrators,
      schema: {
        ...{ tags, summary: 'Make a token with which a program works as an agent', params: AgentPath, body: NewToken },
        headers: KeyHeaders,
        description:
          'It may do what the agent may do, and lasts until it is revoked or the agent is deactivated. It is shown ' +
          'this once. Send it as `Authorization: Bearer …`. An `Idempotency-Key` works as where objects are made: the ' +
          'same token is given again.',
        response: {
          201: Type.Object({ ...ProgramToken.properties, token: Type.String() }),
          ...refusals(400, 401, 403, 404, 409, 412, 422),
        },
      },
    },
    async (request, reply) => {
      const { organizationId, author } = await authorOf(services, request)
      const { id: agentId } = request.params
      const key = idempotencyKeyOf(request.headers)
      const asked: Asked = { organizationId, owner: [author.by, 'tokens', agentId], key, content: request.body }
      const making: Making = { id: make.recordId('0PT'), at: author.at }
      const byChance = make.token()
      const { name } = request.body
      const hash = hashToken(makings.secret(asked, making, byChance))
      const data: StoredProgramToken = { name, agentId, hash, createdAt: author.at }
      const made = await makings.make(asked, making, author, () => {
        requireAgent(organizationId, agentId)
        if (tokensOf(setup, organizationId, agentId).length >= programTokensMax) {
          throw new SetupError('too-many', `An agent can have at most ${programTokensMax} tokens. Revoke one first.`)
        }
        return [{ organizationId, kind: tokenKind, id: making.id, expectedVersion: 0, data }]
      })
      const { id } = made
      const stored = tokensOf(setup, organizationId, agentId).find((one) => one.id === id)
      if (stored === undefined) throw noToken(id)
      void reply.code(201)
      return { id, name, createdAt: asTime(stored.data.createdAt), token: makings.secret(asked, made, byChance) }
    },
  )

  app.delete(
    '/setup/agents/:id/tokens/:tokenId',
    {
      ...administrators,
      schema: {
        ...{ tags, summary: 'Revoke a token', params: TokenPath, description: 'It opens nothing from then on.' },
        response: { 200: Done, ...refusals(400, 401, 403, 404, 412) },
      },
    },
    async (request) => {
      const { organizationId, author } = await authorOf(services, request)
      const { id, tokenId } = request.params
      await editor.change(() => {
        const token = tokensOf(setup, organizationId, id).find((one) => one.id === tokenId)
        if (token === undefined) throw noToken(tokenId)
        const { kind, version } = token
        return [{ organizationId, kind, id: tokenId, expectedVersion: version, data: undefined }]
      }, author)
      return {}
    },
  )
}
