import type { FastifyReply } from 'fastify'

/** Sends JSON. */
export const sendJson = (reply: FastifyReply, body: object): void => {
  void reply.header('content-type', 'application/json;charset=UTF-8').send(JSON.stringify(body))
}

/** Sends a script, for a page to run. */
export const sendScript = (reply: FastifyReply, script: string): void => {
  void reply.header('content-type', 'application/javascript;charset=UTF-8').send(script)
}

/** Sends plain text, as the wire does for errors. */
export const sendText = (reply: FastifyReply, status: number, text: string): void => {
  void reply.code(status).header('content-type', 'text/plain;charset=UTF-8').send(text)
}

/** The answer to every good command: status 200 and these two characters, which clients compare to the letter. */
export const sendOk = (reply: FastifyReply): void => sendText(reply, 200, 'OK')
