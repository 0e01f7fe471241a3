import { rawRequest } from '../support/raw-http.js'
import type { ServerProcess } from '../support/server-process.js'
import { filePart, form, formType } from '../support/upload.js'
import { demoRequest, type WireVisitor } from '../support/wire-visitor.js'

/** Sends a file for a request of the demo organization's agent, as a visitor's client does. Throws when it is not taken. */
export const sendFile = async (
  { address }: ServerProcess,
  visitor: WireVisitor,
  fileId: string,
  name: string,
  content: string | Uint8Array = 'what is in it',
): Promise<void> => {
  const tokenOf = () =>
    visitor.received
      .map(({ message }) => message['fileToken'])
      .find((token): token is string => typeof token === 'string' && token.startsWith(fileId))
  while (tokenOf() === undefined) await visitor.poll()
  const query = new URLSearchParams({
    orgId: demoRequest.organizationId,
    chatKey: visitor.session.id,
    fileToken: tokenOf() ?? '',
  })
  const path = `/chat/upload?${query.toString()}`
  const body = form(filePart(content, name))
  const { status, text } = await rawRequest(address, { method: 'POST', path, headers: formType, body })
  if (text !== 'Success') throw new Error(`The file was answered ${status}: ${text}`)
}
