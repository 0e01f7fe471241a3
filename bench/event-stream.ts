/** Reads an agent's event stream: chunks, then events, then their `data`, with as little work as possible. */
import { openSocket } from './http-connection.js'
import { getRequest } from './http-request.js'

/** Opens the stream; `take` gets each event's name and its data, both as Latin-1 text. Returns how to leave. */
export const openEventStream = async (
  port: number,
  token: string,
  take: (name: string, data: string) => void,
  lost: (why: string) => void,
): Promise<() => void> => {
  let closed = false
  let head = true
  let received = ''
  const read = (text: string): void => {
    received += text
    if (head) {
      const end = received.indexOf('\r\n\r\n')
      if (end === -1) return
      if (!received.startsWith('HTTP/1.1 200')) lost(`an event stream was answered ${received.slice(9, 12)}`)
      received = received.slice(end + 4)
      head = false
    }
    received = received.slice(takeChunks(received, (chunk) => takeEvents(chunk, take)))
  }
  const socket = await openSocket(port, read, (why) => {
    if (!closed) lost(why)
  })
  socket.write(getRequest('/api/v1/events', `Authorization: Bearer ${token}\r\n`), 'latin1')
  return () => {
    closed = true
    socket.destroy()
  }
}

/** Hands over each complete chunk of a chunked body; returns how far that went. */
const takeChunks = (text: string, take: (chunk: string) => void): number => {
  let start = 0
  for (;;) {
    const sizeEnd = text.indexOf('\r\n', start)
    if (sizeEnd === -1) return start
    const end = sizeEnd + 2 + parseInt(text.slice(start, sizeEnd), 16)
    if (text.length < end + 2) return start
    take(text.slice(sizeEnd + 2, end))
    start = end + 2
  }
}

/** The server writes whole events, one or several to a chunk. */
const takeEvents = (chunk: string, take: (name: string, data: string) => void): void => {
  for (let name = chunk.indexOf('event: '); name !== -1;) {
    const nameEnd = chunk.indexOf('\n', name)
    const data = nameEnd + '\ndata: '.length
    const end = chunk.indexOf('\n\n', data)
    take(chunk.slice(name + 'event: '.length, nameEnd), chunk.slice(data, end))
    name = chunk.indexOf('event: ', end)
  }
}
