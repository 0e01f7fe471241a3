/** Which texts there are in what is said, so that they can be masked; everything else stays as it is. Pure. */
import type { ChatRequest } from './chat-request.js'
import type { RichContent, RichPick } from './rich-content.js'

type Masked = (text: string) => string

/** Somebody whose whole name was masked is somebody all the same. */
const nameless = 'Visitor'

/** A value of JSON with every text in it masked; names of members stay. */
const maskTexts = (value: unknown, masked: Masked): unknown => {
  if (typeof value === 'string') return masked(value)
  if (Array.isArray(value)) return value.map((member) => maskTexts(member, masked))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, maskTexts(member, masked)]))
}

/**
 * A request. Labels are masked like values, and in the same way wherever they stand, for records are filled by what is
 * said under a label.
 */
export const maskRequest = (request: ChatRequest, masked: Masked): ChatRequest => ({
  ...request,
  visitorName: masked(request.visitorName).trim() || nameless,
  details: request.details.map((detail) => ({
    ...detail,
    label: masked(detail.label),
    value: masked(detail.value),
  })),
  entities: request.entities.map((entity) => maskTexts(entity, masked)),
  ...(request.pageUrl !== undefined && { pageUrl: masked(request.pageUrl) }),
  ...(request.referrer !== undefined && { referrer: masked(request.referrer) }),
  ...(request.pages !== undefined && {
    pages: request.pages.map(({ location, at }) => ({ location: masked(location), at })),
  }),
})

export const maskText = (text: string, masked: Masked): string => masked(text)

/** What a program calls something, with what it says of it. */
export const maskPair = ([name, data]: readonly [string, string], masked: Masked): readonly [string, string] => [
  masked(name),
  masked(data),
]

export const maskPicks = (picks: readonly RichPick[], masked: Masked): readonly RichPick[] =>
  picks.map((pick) => (pick.value === undefined ? pick : { ...pick, value: masked(pick.value) }))

export const maskChoices = (content: RichContent, masked: Masked): RichContent =>
  content.type === 'buttons'
    ? { type: 'buttons', items: content.items.map(({ text }) => ({ text: masked(text) })) }
    : {
        type: 'menu',
        ...(content.header !== undefined && { header: masked(content.header) }),
        items: content.items.map(({ text, value }) => ({ text: masked(text), value: masked(value) })),
      }
