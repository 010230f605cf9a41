import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import '@fastify/csrf-protection'
import fp from 'fastify-plugin'
import { longDate, termText, weekdayText } from '../../lib/chinese-text.js'
import type { PlainDate } from '../../lib/plain-date.js'
import type { Db } from '../db/database.js'
import { ownLogReaders, type Role, roleText, wholeLogReaders } from '../security/roles.js'
import type { ElectionInScope, PageModel } from './context.js'
import { formErrors } from './forms.js'
import type { Renderer } from './handlebars.js'
import { mainNavOf } from './main-nav.js'

/** What the frame shows of an election: its stages in order. Comes from the area that knows them. */
export type ElectionFrame = (
  db: Db,
  election: ElectionInScope,
  today: PlainDate,
  path: string,
  role: Role | undefined,
) => Promise<object>

/** Something so grave that it stands at the head of every page until it is put right. */
export interface PageAlert {
  /** When it was found: an instant. */
  readonly at: string
  readonly text: string
  /** Where more is said of it. */
  readonly page: string
}

interface PageOptions {
  readonly render: Renderer
  readonly electionFrame: ElectionFrame
  /** Comes from the area that watches over the log. */
  readonly alert: (db: Db, role: Role) => Promise<PageAlert | null>
}

async function pagePlugin(app: FastifyInstance, options: PageOptions): Promise<void> {
  app.decorateReply('page', async function (this: FastifyReply, template: string, model: PageModel) {
    const { request } = this
    const frame = await frameOf(app.db, request, this, options)
    const body = options.render(template, { ...model, errors: model.errors ?? formErrors([]), ...frame })
    const hasErrors = (model.errors?.list.length ?? 0) > 0
    const isUnpublished = model.isUnpublished === true
    const html = options.render('layouts/page.hbs', { ...frame, title: model.title, hasErrors, isUnpublished, body })
    return this.type('text/html; charset=utf-8').send(html)
  })
  app.decorateReply('part', function (this: FastifyReply, template: string, model: object) {
    return this.type('text/html; charset=utf-8').send(options.render(template, model))
  })
  app.decorateReply('flash', function (this: FastifyReply, message: string) {
    const { session } = this.request
    session.flash = [...(session.flash ?? []), message]
  })
}

/** What every page is given beside its own model. */
async function frameOf(db: Db, request: FastifyRequest, reply: FastifyReply, options: PageOptions) {
  const { account, season } = request
  const messages = request.session?.flash ?? []
  if (messages.length > 0) delete request.session.flash
  const path = request.url.split('?')[0] ?? ''
  return {
    csrfToken: request.session ? reply.generateCsrf() : '',
    path,
    messages,
    account: account && {
      name: account.displayName,
      role: roleText[account.role],
      // Whoever works in one community has its stages beside the page instead of a menu.
      isCommunity: account.communityId !== null,
      hasLog: [...wholeLogReaders, ...ownLogReaders].includes(account.role),
      readsLog: wholeLogReaders.includes(account.role),
    },
    mainNav: account ? mainNavOf(account.role, path) : [],
    alert: account ? await options.alert(db, account.role) : null,
    season: season && {
      title: `${termText(season.termNumber)}社区居民委员会换届选举`,
      bureauName: season.bureauName,
      isDrill: season.kind === 'drill',
      today: `${longDate(request.today)} ${weekdayText(request.today)}`,
    },
    election: request.election
      ? await options.electionFrame(db, request.election, request.today, path, account?.role)
      : null,
  }
}

export const pages = fp(pagePlugin, { name: 'pages' })
