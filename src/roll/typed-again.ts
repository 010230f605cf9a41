import type { FastifyRequest } from 'fastify'
import type { FormErrors } from '../infra/http/forms.js'

/** What was typed into a form that is refused, to be shown again; nothing when the form is shown first. */
export function typedAgain(request: FastifyRequest, errors: FormErrors | undefined): Readonly<Record<string, unknown>> {
  return errors ? (request.body as Readonly<Record<string, unknown>>) : {}
}
