import type { ChatRequest, CommandBody } from './wire-types.js'

/** The body of ChasitorInit for a request in a session. */
export const initBody = (request: ChatRequest, sessionId: string): CommandBody => ({
  organizationId: request.organizationId,
  deploymentId: request.deploymentId,
  buttonId: request.buttonId,
  sessionId,
  userAgent: request.userAgent ?? '',
  language: request.language ?? 'en-US',
  screenResolution: '',
  visitorName: request.visitorName ?? '',
  prechatDetails: (request.details ?? []).map(({ label, value, transcriptFields, displayToAgent }) => ({
    label,
    value,
    transcriptFields: transcriptFields ?? [],
    displayToAgent: displayToAgent ?? true,
  })),
  prechatEntities: request.prechatEntities ?? [],
  receiveQueueUpdates: request.receiveQueueUpdates ?? true,
  isPost: true,
})
