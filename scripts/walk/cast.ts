import type { FastifyInstance } from 'fastify'
import { Browser } from './browser.js'

/** The people who carry one community's election, each at a browser of their own. */
export interface Cast {
  readonly officer: Browser
  readonly rollClerk: Browser
  readonly desk: Browser
  readonly firstTypist: Browser
  readonly secondTypist: Browser
  /** The officer of the township and the auditor of the bureau, who conclude the review; the first approves the ballot too. */
  readonly township: Browser
  readonly auditor: Browser
}

export interface CastNames {
  readonly officer: string
  readonly rollClerk: string
  readonly desk: string
  readonly firstTypist: string
  readonly secondTypist: string
  readonly township: string
  readonly auditor: string
}

/** Signs everybody in. */
export async function signInCast(app: FastifyInstance, names: CastNames, password: string): Promise<Cast> {
  const signedIn = async (name: string) => await new Browser(app).signIn(name, password)
  return {
    officer: await signedIn(names.officer),
    rollClerk: await signedIn(names.rollClerk),
    desk: await signedIn(names.desk),
    firstTypist: await signedIn(names.firstTypist),
    secondTypist: await signedIn(names.secondTypist),
    township: await signedIn(names.township),
    auditor: await signedIn(names.auditor),
  }
}
