/** Programs to copy, which have a chat by themselves: what a client does, with nothing left out. Pure. */
import type { Target } from '../../try-it/target.js'

export interface SnippetTarget extends Target {
  /** Such as `https://chat.example.com/chat/rest/`. */
  readonly endpoint: string
}

/** In quotes of a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** A shell script with curl: asks for a chat, waits for the agent, says a word and ends. */
export const curlSnippet = ({ endpoint, organizationId, deploymentId, buttonId }: SnippetTarget): string => `\
API=${quoted(endpoint.replace(/\/$/, ''))}
V='X-LIVEAGENT-API-VERSION: 49'

# A session. Its key goes with every request from here on.
SESSION=$(curl -sS -H "$V" -H 'X-LIVEAGENT-AFFINITY: null' "$API/System/SessionId")
of() { printf %s "$SESSION" | sed "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/"; }
KEY="X-LIVEAGENT-SESSION-KEY: $(of key)"
AFFINITY="X-LIVEAGENT-AFFINITY: $(of affinityToken)"
send() { curl -sS -H "$V" -H "$KEY" -H "$AFFINITY" -H 'Content-Type: application/json' "$API/Chasitor/$1" -d "$2"; echo; }
poll() { curl -sS -H "$V" -H "$KEY" -H "$AFFINITY" "$API/System/Messages"; }

# Ask for a chat. Whether somebody is there comes with the polls.
send ChasitorInit '{"organizationId": "${organizationId}", "deploymentId": "${deploymentId}",
  "buttonId": "${buttonId}", "sessionId": "'"$(of id)"'", "visitorName": "Curl", "isPost": true,
  "receiveQueueUpdates": true, "prechatDetails": [], "prechatEntities": [],
  "userAgent": "curl", "language": "en-US", "screenResolution": "0x0"}'

# Poll until an agent has accepted, then say something, and end.
for TRY in 1 2 3 4 5 6 7 8 9 10; do
  MESSAGES=$(poll); echo "$MESSAGES"
  case $MESSAGES in *ChatEstablished*) break ;; *ChatRequestFail*) exit 1 ;; esac
done
send ChatMessage '{"text": "Hello from curl!"}'
send ChatEnd '{"reason": "client"}'
`

/** A module for Node 18 or a browser, with a loop that could go on for a whole chat. */
export const scriptSnippet = ({ endpoint, organizationId, deploymentId, buttonId }: SnippetTarget): string => `\
const api = ${JSON.stringify(endpoint)}
const ask = (path, headers, body) =>
  fetch(api + path, {
    method: body ? 'POST' : 'GET',
    headers: { 'X-LIVEAGENT-API-VERSION': '49', ...(body && { 'Content-Type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
  })

const session = await (await ask('System/SessionId', { 'X-LIVEAGENT-AFFINITY': 'null' })).json()
const mine = { 'X-LIVEAGENT-SESSION-KEY': session.key, 'X-LIVEAGENT-AFFINITY': session.affinityToken }

// Numbered commands can be repeated after a lost answer: the server carries each out once.
let number = 0
const send = (noun, body) => ask('Chasitor/' + noun, { ...mine, 'X-LIVEAGENT-SEQUENCE': String(++number) }, body)

await send('ChasitorInit', {
  organizationId: ${JSON.stringify(organizationId)},
  deploymentId: ${JSON.stringify(deploymentId)},
  buttonId: ${JSON.stringify(buttonId)},
  sessionId: session.id,
  visitorName: 'Script',
  isPost: true,
  receiveQueueUpdates: true,
  prechatDetails: [],
  prechatEntities: [],
  userAgent: 'script',
  language: 'en-US',
  screenResolution: '0x0',
})

// What was received is acknowledged by the next poll; 204 means that there is nothing new yet.
let ack = -1
let over = false
while (!over) {
  const answer = await ask('System/Messages?ack=' + ack, mine)
  if (answer.status === 403) break
  if (answer.status !== 200) continue
  const { messages, sequence } = await answer.json()
  ack = sequence ?? ack
  for (const { type, message } of messages) {
    console.log(type, JSON.stringify(message))
    if (type === 'ChatEstablished') await send('ChatMessage', { text: 'Hello from a script!' })
    if (type === 'ChatMessage') await send('ChatEnd', { reason: 'client' })
    if (type === 'ChatEnded' || type === 'ChatRequestFail') over = true
  }
}
`
