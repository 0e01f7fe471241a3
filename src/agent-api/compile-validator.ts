import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

/**
 * Makes Fastify validate with TypeBox's own compiler. Bodies and paths are taken at their word: a number is no text. A
 * query is text to begin with, so its numbers are read from it. Headers are checked where they are used; a schema for
 * them is for the document: Fastify would copy all headers at every look at one of them.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  if (httpPart === 'headers') return () => true
  const validator = Compile(schema)
  return (input: unknown) => {
    const value = httpPart === 'querystring' ? validator.Convert(input) : input
    if (validator.Check(value)) return { value }
    const error = validator.Errors(value).map(({ message, instancePath, keyword, schemaPath, params }) => ({
      ...{ message, instancePath, keyword, schemaPath },
      params,
    }))
    return { error }
  }
}
