import { join } from 'node:path'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import serveStatic from '@fastify/static'
import Fastify, { type FastifyInstance } from 'fastify'
import { type Config, projectFolder } from './config.js'
import { checkRoutes, documentsRoutes } from './documents/routes.js'
import type { Db } from './infra/db/database.js'
import { handoverRoutes } from './handover/routes.js'
import './infra/http/context.js'
import { handleError, handleUnreadableAddress, NotFound } from './infra/http/errors.js'
import { compileTemplates } from './infra/http/handlebars.js'
import { pages } from './infra/http/page.js'
import { takeUpload, uploadLimit } from './infra/http/uploads.js'
import type { JobRunner } from './infra/jobs/job-runner.js'
import { guard } from './infra/security/guard.js'
import { headers } from './infra/security/headers.js'
import { sealerFor } from './infra/security/sealing.js'
import { sessions } from './infra/security/session.js'
import { nominationRoutes, seasonNominationRoutes } from './nomination/routes.js'
import { organisationRoutes } from './organisation/routes.js'
import { logAlert } from './oversight/log-alert.js'
import { oversightRoutes } from './oversight/routes.js'
import { pollingRoutes } from './polling/routes.js'
import { rollRoutes, seasonRollRoutes } from './roll/routes.js'
import { tallyRoutes } from './tally/routes.js'
import { termRoutes } from './term/routes.js'
import { electionFrame } from './timetable/election-frame.js'
import { timetableRoutes } from './timetable/routes.js'

interface AppOptions {
  readonly db: Db
  readonly clock: () => Date
  readonly jobs: JobRunner
  readonly config: Pick<Config, 'sessionSecret' | 'dataKey' | 'today'> &
    Partial<Pick<Config, 'publicUrl' | 'trustedProxies'>>
  readonly logLevel?: string
}

/** The whole application: plugins, then the areas in the order of an election. */
export async function buildApp({ db, clock, jobs, config, logLevel = 'warn' }: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: logLevel },
    bodyLimit: 4 * 1024 * 1024,
    // Who writes X-Forwarded-For could else be anybody, and limits by address would hold nobody.
    trustProxy: config.trustedProxies?.length ? [...config.trustedProxies] : false,
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: handleUnreadableAddress,
  })
  app.decorate('db', db)
  app.decorate('clock', clock)
  app.decorate('jobs', jobs)
  app.decorate('sealer', sealerFor(config.dataKey))
  app.decorate('publicUrl', config.publicUrl ?? '')

  await app.register(headers)
  await app.register(formbody)
  await app.register(multipart, {
    attachFieldsToBody: true,
    onFile: takeUpload,
    limits: { fileSize: uploadLimit, files: 1, fields: 40 },
  })
  await app.register(sessions, { secret: config.sessionSecret })
  await app.register(guard, { today: config.today })
  const render = compileTemplates(join(projectFolder, 'templates'))
  await app.register(pages, { render, electionFrame, alert: logAlert })
  await app.register(assets)

  app.setErrorHandler(handleError)
  app.setNotFoundHandler(async () => {
    throw new NotFound()
  })

  await app.register(organisationRoutes)
  await app.register(timetableRoutes)
  await app.register(seasonRollRoutes)
  await app.register(rollRoutes, { prefix: '/elections/:electionId/roll' })
  await app.register(seasonNominationRoutes)
  await app.register(nominationRoutes, { prefix: '/elections/:electionId/nomination' })
  await app.register(pollingRoutes, { prefix: '/elections/:electionId/polling' })
  await app.register(tallyRoutes, { prefix: '/elections/:electionId/tally' })
  await app.register(handoverRoutes, { prefix: '/elections/:electionId/handover' })
  await app.register(termRoutes, { prefix: '/elections/:electionId/term' })
  await app.register(checkRoutes)
  await app.register(documentsRoutes, { prefix: '/elections/:electionId/documents' })
  await app.register(oversightRoutes)
  return app
}

/** Style sheets and scripts, from the project and from the style framework's package. */
async function assets(app: FastifyInstance): Promise<void> {
  const options = { decorateReply: false, index: false, maxAge: '1h' } as const
  await app.register(serveStatic, { ...options, root: join(projectFolder, 'templates', 'assets'), prefix: '/assets/' })
  await app.register(serveStatic, {
    ...options,
    root: join(projectFolder, 'node_modules', 'bootstrap', 'dist', 'css'),
    prefix: '/assets/bootstrap/',
  })
}
