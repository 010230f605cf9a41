import type { FastifyInstance } from 'fastify'
import type { Role } from '../infra/security/roles.js'
import { changePassword, showPassword } from './change-password.js'
import { createFirstAdministrator, showFirstAdministrator } from './first-administrator.js'
import { changeAccount, createAccount, showAccounts } from './manage-accounts.js'
import { addCommunity, addTownship, showCommunities } from './manage-communities.js'
import { changeParticipation, moveDrillToday, saveSeason, showSeason } from './manage-season.js'
import { showSignIn, signIn, signOut } from './sign-in.js'

const administrators: readonly Role[] = ['administrator']
const auditors: readonly Role[] = ['bureauAuditor']
const bureau: readonly Role[] = ['administrator', 'bureauAuditor']

/** Who may come in, and the house itself: accounts, townships and communities, the season. */
export async function organisationRoutes(app: FastifyInstance): Promise<void> {
  app.get('/sign-in', { config: { roles: 'public' } }, showSignIn)
  app.post('/sign-in', { config: { roles: 'public' } }, signIn)
  app.post('/sign-out', { config: { roles: 'public' } }, signOut)
  app.get('/first-administrator', { config: { roles: 'public' } }, showFirstAdministrator)
  app.post('/first-administrator', { config: { roles: 'public' } }, createFirstAdministrator)
  app.get('/change-password', { config: { roles: 'signedIn' } }, showPassword)
  app.post('/change-password', { config: { roles: 'signedIn' } }, changePassword)

  app.get('/accounts', { config: { roles: administrators } }, showAccounts)
  app.post('/accounts', { config: { roles: administrators } }, createAccount)
  app.post('/accounts/:accountId', { config: { roles: administrators } }, changeAccount)
  app.get('/communities', { config: { roles: administrators } }, showCommunities)
  app.post('/communities', { config: { roles: administrators } }, addCommunity)
  app.post('/townships', { config: { roles: administrators } }, addTownship)
  app.get('/season', { config: { roles: bureau } }, showSeason)
  app.post('/season', { config: { roles: bureau } }, saveSeason)
  app.post('/season/today', { config: { roles: administrators } }, moveDrillToday)
  app.post('/season/participation', { config: { roles: auditors } }, changeParticipation)
}
