/** Where a visitor comes from, as agents see it. Shared with the console. */
import { Type, type Static } from 'typebox'
import { Time } from './entries.js'

export const VisitedPage = Type.Object({
  location: Type.String({ description: 'As the website says' }),
  at: Time,
})
export type VisitedPage = Static<typeof VisitedPage>

export const VisitorPlace = Type.Object(
  {
    countryCode: Type.String({ description: 'ISO 3166-1 alpha-2' }),
    country: Type.String(),
    region: Type.Optional(Type.String()),
    city: Type.Optional(Type.String()),
  },
  { description: 'Where the network address is thought to be; absent when that is not known' },
)
export type VisitorPlace = Static<typeof VisitorPlace>

/** The members that a chat has of them. What is not known is absent. */
export const visitorFacts = {
  pages: Type.Array(VisitedPage, {
    description: 'Those before the request, oldest first, at most 25; later ones are entries of the transcript',
  }),
  pageUrl: Type.Optional(Type.String({ description: 'The page the visitor asked from' })),
  address: Type.Optional(Type.String({ description: 'The network address the visitor asked from' })),
  location: Type.Optional(VisitorPlace),
}
export const VisitorFacts = Type.Object(visitorFacts)
export type VisitorFacts = Static<typeof VisitorFacts>
