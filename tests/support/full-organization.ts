/** An organization that has one of everything, so that a test can see whether somebody else gets at any of it. */
import { documentOf } from '../../src/setup/setup-document.js'
import { setupKinds, type SetupKindName } from '../../src/setup/setup-kinds.js'
import { Administrator } from './administrator.js'
import { FileChat } from './file-chat.js'
import type { InProcessServer } from './in-process-server.js'
import { leastContent, madeKinds } from './setup-samples.js'
import { changeSetup, makeOrganization, type TestOrganization } from './test-organization.js'
import { field, filePart, form, type Asked } from './upload.js'

/** A word that is in every name and text of the organization, and in no other's. */
export const mark = 'Bravo'

export interface FullOrganization {
  readonly organization: TestOrganization
  readonly administrator: Administrator
  /** A chat with words of both sides, a file that came and one that is waited for. */
  readonly chat: FileChat
  readonly sentFileId: string
  readonly asked: Asked & { readonly fileId: string }
  readonly tokenId: string
  /** An object of each kind, by the kind. */
  readonly objects: Readonly<Record<SetupKindName, string>>
  /** Everything that its people can read of it, as text. */
  readable(): Promise<string>
}

const answerOf = async (asked: Promise<{ status: number; text: string }>): Promise<string> => {
  const { status, text } = await asked
  if (status >= 300) throw new Error(`Answered ${status}: ${text}`)
  return text
}

/** Makes it. */
export const makeFullOrganization = async (server: InProcessServer): Promise<FullOrganization> => {
  const organization = await makeOrganization(server)
  const { organizationId, deploymentId, buttonId, agents } = organization
  await changeSetup(organization, 'organization', organizationId, { name: `${mark} & Co` })
  await changeSetup(organization, 'deployment', deploymentId, { name: `${mark}'s website` })
  await changeSetup(organization, 'button', buttonId, { name: `${mark}'s button` })
  await changeSetup(organization, 'agent', agents.ada.id, { name: `Ada ${mark}` })
  await changeSetup(organization, 'agent', agents.ben.id, { name: `Ben ${mark}` })

  const chat = await FileChat.begin(organization)
  await chat.visitor.write(`${mark} asks`)
  await chat.ada.events.next('message')
  await chat.ada.say(chat.chatId, `${mark} answers`)
  await chat.visitor.reads(['ChatMessage', 'AgentNotTyping'])
  const sent = await chat.ask()
  await answerOf(chat.send(sent, form(field('filename', `${mark}.txt`), filePart(`${mark} inside`, `${mark}.txt`))))
  await chat.ada.events.next('file-received')
  await chat.told()
  const asked = await chat.ask()

  const administrator = await Administrator.logIn(organization)
  const objects = { organization: organizationId } as Record<SetupKindName, string>
  for (const kind of madeKinds) {
    const content = { ...leastContent(kind), name: `${mark}'s ${kind}` }
    objects[kind] = (await administrator.create(setupKinds[kind].plural, content)).id
  }
  // The ones that the chat is about tell more than new ones would.
  Object.assign(objects, { agent: agents.ada.id, button: buttonId, deployment: deploymentId })
  const made = await administrator.request('POST', `/agents/${agents.ada.id}/tokens`, { name: `${mark}'s program` })
  const { id: tokenId } = made.json() as { id: string }

  const readable = async (): Promise<string> => {
    const path = `/chats/${chat.chatId}`
    const texts = [
      JSON.stringify(documentOf(server.running.parts.setup, organizationId)),
      await answerOf(administrator.request('GET', '/audit?limit=200')),
      await answerOf(administrator.request('GET', `/agents/${agents.ada.id}/tokens`)),
    ]
    for (const of of [path, `${path}/entries`, `${path}/files`, `${path}/files/${sent.fileId}`, '/me', '/colleagues']) {
      texts.push(await answerOf(chat.ada.request('GET', of)))
    }
    for (const of of ['/figures', '/supervision']) {
      const headers = { Authorization: `Bearer ${administrator.token}` }
      texts.push(await answerOf(server.request({ path: `/api/v1${of}`, headers })))
    }
    return texts.join('\n')
  }
  return { organization, administrator, chat, sentFileId: sent.fileId, asked, tokenId, objects, readable }
}
