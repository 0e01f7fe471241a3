/** The text of HTTP requests, as short as they can be. */

/** A request without a body. Header lines each end in CRLF. */
export const getRequest = (target: string, headers = ''): string =>
  `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`

/** A request with a JSON body in ASCII. */
export const postRequest = (target: string, body: string, headers = '', method: 'POST' | 'PUT' = 'POST'): string =>
  `${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
  `Content-Length: ${body.length}\r\n${headers}\r\n${body}`
