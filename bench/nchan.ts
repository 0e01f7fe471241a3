/** Nchan, a module of nginx that does publish and long poll in memory: a second yardstick, where it is installed. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSocket } from './http-connection.js'
import { getRequest, postRequest } from './http-request.js'
import { messageText } from './message-text.js'
import type { PolledWire } from './polled-pairs.js'
import { ServerProcess } from './server-process.js'

const program = '/usr/sbin/nginx'
const nchanModule = '/usr/lib/nginx/modules/ngx_nchan_module.so'

/** Whether nginx with Nchan is installed (Debian: nginx-light and libnginx-mod-nchan). */
export const hasNchan = (): boolean => existsSync(program) && existsSync(nchanModule)

const configuration = (directory: string, port: number): string => `
load_module ${nchanModule};
daemon off;
master_process off;
pid ${directory}/pid;
error_log stderr warn;
worker_rlimit_nofile 20000;
events { worker_connections 19500; }
http {
  access_log off;
  keepalive_timeout 600s;
  client_header_timeout 600s;
  client_body_timeout 600s;
  send_timeout 600s;
  keepalive_requests 1000000000;
  nchan_shared_memory_size 512M;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location = /pub { nchan_publisher http; nchan_channel_id $arg_id; nchan_message_buffer_length 10; }
    location = /sub { nchan_subscriber longpoll; nchan_channel_id $arg_id; }
  }
}
`

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

const waitForPort = async (port: number): Promise<void> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const socket = await openSocket(port, ignore, ignore)
      socket.destroy()
      return
    } catch (error) {
      if (attempt === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

const ignore = (): void => undefined

/** Starts nginx with Nchan as a single process. */
export const startNchan = async (): Promise<{ server: ServerProcess; port: number; clean: () => void }> => {
  const directory = mkdtempSync(join(tmpdir(), 'parley-bench-nchan-'))
  const port = await freePort()
  writeFileSync(join(directory, 'nginx.conf'), configuration(directory, port))
  const server = await ServerProcess.start(program, ['-p', directory, '-c', join(directory, 'nginx.conf')])
  await waitForPort(port)
  return { server, port, clean: () => rmSync(directory, { recursive: true, force: true }) }
}

const header = (head: string, name: string): string => {
  const start = head.indexOf(`\r\n${name}: `) + name.length + 4
  const end = head.indexOf('\r\n', start)
  return head.slice(start, end === -1 ? head.length : end)
}

export const nchanWire: PolledWire = {
  post: (pair, number) => postRequest(`/pub?id=${pair}`, JSON.stringify({ text: messageText(number) })),
  firstPoll: (pair) => getRequest(`/sub?id=${pair}`),
  nextPoll: (pair, head) => {
    const place =
      `If-Modified-Since: ${header(head, 'Last-Modified')}\r\n` + `If-None-Match: ${header(head, 'Etag')}\r\n`
    return getRequest(`/sub?id=${pair}`, place)
  },
}
