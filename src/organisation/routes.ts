import type { FastifyInstance } from 'fastify'
import { changePassword, showPassword } from './change-password.js'
import { showSignIn, signIn, signOut } from './sign-in.js'

/** Who may come in, and the house itself: accounts, townships and communities, the season. */
export async function organisationRoutes(app: FastifyInstance): Promise<void> {
  app.get('/sign-in', { config: { roles: 'public' } }, showSignIn)
  app.post('/sign-in', { config: { roles: 'public' } }, signIn)
  app.post('/sign-out', { config: { roles: 'public' } }, signOut)
  app.get('/change-password', { config: { roles: 'signedIn' } }, showPassword)
  app.post('/change-password', { config: { roles: 'signedIn' } }, changePassword)
}
