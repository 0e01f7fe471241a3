/** Choices for visitors, and what they pick. Part of what the log keeps for ever: add optional members; never change or remove one. */

/** Content that a program writes and a client draws: choices for the visitor. */
export type RichContent =
  | {
      readonly type: 'menu'
      readonly header?: string
      readonly items: readonly { readonly text: string; readonly value: string }[]
    }
  | { readonly type: 'buttons'; readonly items: readonly { readonly text: string }[] }

/** What a visitor picked of {@link RichContent}, or of the menu that is always there. */
export interface RichPick {
  readonly type: 'menu' | 'button' | 'footer-menu'
  /** Its place among the choices, from 0 on. */
  readonly index: number
  readonly value?: string
  readonly dialogId?: string
}
