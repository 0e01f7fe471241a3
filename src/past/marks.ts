/** What past chats can be filtered by, each as one short text that nothing else is like. */

export const agentMark = (agentId: string): string => `agent:${agentId}`
export const buttonMark = (buttonId: string): string => `button:${buttonId}`
export const endMark = (reason: string): string => `end:${reason}`
/** The chat was offered to nobody who took it. */
export const nobodysMark = 'nobodys'
export const emailMark = (email: string): string => `email:${email}`

const emailForm = /^[^\s@]{1,64}@[^\s@]{1,190}$/

/** An e-mail address as it is compared; `undefined` for a text that is none. */
export const emailIn = (text: string): string | undefined => {
  const email = text.trim().toLowerCase()
  return emailForm.test(email) ? email : undefined
}
