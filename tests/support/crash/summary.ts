import type { History } from './history.js'

/** How much happened in a history, in words. */
export const summaryOf = ({ visits, desks, chats }: History): string => {
  const acknowledged = visits.reduce((sum, { said }) => sum + said.filter((one) => one.acknowledged).length, 0)
  let written = 0
  for (const desk of desks) {
    for (const chat of desk.chats.values()) written += chat.written.filter(({ number }) => number !== undefined).length
  }
  const heard = visits.reduce((sum, visit) => sum + visit.heard.length, 0)
  const handedOver = visits.filter((visit) => visit.heard.some(({ type }) => type === 'ChatTransferred')).length
  return (
    `${visits.length} visits, ${chats.size} chats (${handedOver} handed over), ${acknowledged} messages of visitors and ` +
    `${written} of agents acknowledged, ${heard} messages delivered to visitors`
  )
}
