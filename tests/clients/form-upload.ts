/** Sends a file as clients do, to wherever the poll said. */
import { field, filePart, form, formType } from '../support/upload.js'
import { rawRequest } from '../support/raw-http.js'
import { expectSuccess } from './chat-client.js'
import type { Received } from './received.js'

export interface UploadFrom {
  readonly received: Received
  readonly organizationId: string
  readonly sessionId: string
}

/** `repeated` sends what is in the address as fields of the form, too, as mobile clients do. */
export const uploadFile = async (
  { received, organizationId, sessionId }: UploadFrom,
  name: string,
  content: string,
  { repeated = false }: { readonly repeated?: boolean } = {},
): Promise<void> => {
  const { message } = await received.until('FileTransfer', { type: 'Requested' })
  const { uploadServletUrl, fileToken } = message
  const parameters = { orgId: organizationId, chatKey: sessionId, fileToken: String(fileToken), encoding: 'UTF-8' }
  const url = new URL(`${String(uploadServletUrl)}?${new URLSearchParams(parameters).toString()}`)
  const fields = Object.entries(parameters).map(([key, value]) => field(key, value))
  const parts = repeated ? [...fields, filePart(content, name)] : [field('filename', name), filePart(content, name)]
  const answer = await rawRequest(url.origin, {
    ...{ method: 'POST', path: `${url.pathname}${url.search}`, headers: formType, body: form(...parts) },
  })
  expectSuccess(answer)
}
