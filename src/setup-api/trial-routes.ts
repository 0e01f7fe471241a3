/** Trying a rule against sensitive data out on a sample, before it is applied to anybody's words. */
import { Type } from 'typebox'
import { refusals, type AgentApp } from '../agent-api/agent-app.js'
import { AppliedRules } from '../masking/applied-rules.js'
import { compileRule } from '../masking/compiled-rule.js'
import { PatternError } from '../masking/pattern.js'
import { SensitiveDataRule } from '../setup/kinds/sensitive-data-rule.js'
import { SetupError } from '../setup/setup-error.js'

/** How many characters a sample may have. */
export const sampleMax = 2000

const { pattern, action, replacement } = SensitiveDataRule.properties

/** Registers the call. */
export const trialRoutes = (app: AgentApp): void => {
  app.post(
    '/setup/sensitive-data-rules/try',
    {
      config: { access: 'administrator' as const },
      schema: {
        ...{ tags: ['sensitive-data-rules'], summary: 'Try a rule out on a sample' },
        description: 'Nothing of the sample is kept or logged.',
        body: Type.Object({ pattern, action, replacement, text: Type.String({ maxLength: sampleMax }) }),
        response: {
          200: Type.Object({ text: Type.String({ description: 'What the rule leaves' }), matched: Type.Boolean() }),
          ...refusals(400, 401, 403),
        },
      },
    },
    (request) => {
      const { text, ...rule } = request.body
      try {
        const applied = new AppliedRules([compileRule({ ...rule, id: '', name: 'sample', ...everywhere })])
        const left = applied.text(text)
        return { text: left, matched: applied.triggered.length > 0 }
      } catch (error) {
        if (!(error instanceof PatternError)) throw error
        const { message } = error
        throw new SetupError('invalid', `pattern: ${message}`, [{ member: 'pattern', message }])
      }
    },
  )
}

const everywhere = { forVisitors: true, forAgents: true, forSupervisors: true, enabled: true, priority: 0 }
