/** What clients send to `/chat/upload`: forms, and where they go. */
import type { ChatTarget, PlainVisitor } from './plain-visitor.js'
import type { RawVisitor } from './raw-visitor.js'
import type { RawAnswer, RawRequest } from './raw-http.js'
import type { TestOrganization } from './test-organization.js'

export const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW'
export const formType = { 'Content-Type': `multipart/form-data; boundary=${boundary}` } as const

/** One part of a form, with its headers as they are to go out. */
export interface Part {
  readonly disposition: string
  readonly headers?: readonly string[]
  readonly content: string | Uint8Array
}

export const field = (name: string, content: string): Part => ({ disposition: `name="${name}"`, content })
export const filePart = (content: string | Uint8Array, fileName = 'cat.txt', ...headers: string[]): Part => ({
  disposition: `name="file"; filename="${fileName}"`,
  headers: headers.length > 0 ? headers : ['Content-Type: image/svg+xml'],
  content,
})

/** A form of these parts, whole. */
export const form = (...parts: Part[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ disposition, headers = [], content }) => [
      Buffer.from(
        [`--${boundary}`, `Content-Disposition: form-data; ${disposition}`, ...headers, '', ''].join('\r\n'),
        'utf8',
      ),
      Buffer.from(content as string),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])

/** What the poll says of a file that is asked for. */
export interface Asked {
  readonly uploadServletUrl: string
  readonly cdmServletUrl: string
  readonly fileToken: string
}

/** The path that a client makes of it. */
export const uploadPath = (
  { organizationId }: ChatTarget,
  visitor: PlainVisitor,
  { uploadServletUrl, fileToken }: Asked,
): string => {
  const query = new URLSearchParams({
    orgId: organizationId,
    chatKey: visitor.session.id,
    fileToken,
    encoding: 'UTF-8',
  })
  return `${new URL(uploadServletUrl).pathname}?${query.toString()}`
}

/** Sends a form as a client does. */
export const send = (
  organization: TestOrganization,
  visitor: RawVisitor,
  asked: Asked,
  body: Uint8Array,
  more: Partial<RawRequest> = {},
): Promise<RawAnswer> =>
  organization.server.request({
    method: 'POST',
    path: uploadPath(organization, visitor, asked),
    headers: formType,
    body,
    ...more,
  })
