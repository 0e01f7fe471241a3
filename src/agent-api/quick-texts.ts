/** Quick texts as agents insert them. Shared with the console. */
import { Type, type Static } from 'typebox'

/** How many quick texts one answer lists at most. */
export const quickTextsListedMax = 1000

export const QuickText = Type.Object(
  {
    quickTextId: Type.String(),
    name: Type.String(),
    shortcut: Type.String({ description: 'What is typed to find it; empty: none' }),
    category: Type.String({ description: 'Under what it is listed; empty: nothing' }),
    text: Type.String({ description: 'What is inserted: names stand where setup has gaps for them' }),
  },
  { $id: 'InsertableQuickText' },
)
export type QuickText = Static<typeof QuickText>

export const QuickTextList = Type.Object(
  {
    quickTexts: Type.Array(QuickText, { maxItems: quickTextsListedMax, description: 'By category, then by name' }),
  },
  { $id: 'QuickTextList' },
)
export type QuickTextList = Static<typeof QuickTextList>
