import assert from 'node:assert/strict'
import type { LightMyRequestResponse } from 'fastify'
import type { TestApp } from './app.js'
import { testPassword } from './factories.js'

/** Plain requests with a session's cookie and token: what the answer itself is, no redirect followed. */
export interface Client {
  readonly cookie: string
  readonly token: string
  get(url: string): Promise<LightMyRequestResponse>
  /** Sends a form; `token` other than the page's for what must be refused. */
  post(url: string, values?: Readonly<Record<string, string>>, token?: string): Promise<LightMyRequestResponse>
}

/** Somebody with a session and a token, and no account. */
export async function aStranger({ app }: TestApp): Promise<Client> {
  return await clientOf(app, '', '/sign-in')
}

/** Somebody who has signed in. */
export async function aClient(house: TestApp, signInName: string): Promise<Client> {
  const stranger = await aStranger(house)
  const page = await stranger.post('/sign-in', { signInName, password: testPassword })
  assert.equal(page.statusCode, 303, `sign-in of ${signInName} refused`)
  return await clientOf(house.app, cookieOf(page), '/change-password')
}

async function clientOf(app: TestApp['app'], given: string, pageWithToken: string): Promise<Client> {
  const page = await app.inject({ method: 'GET', url: pageWithToken, headers: { cookie: given } })
  const cookie = cookieOf(page) || given
  const token = tokenOf(page)
  return {
    cookie,
    token,
    get: (url) => app.inject({ method: 'GET', url, headers: { cookie } }),
    post: (url, values = {}, _csrf = token) =>
      app.inject({
        method: 'POST',
        url,
        payload: new URLSearchParams({ ...values, _csrf }).toString(),
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      }),
  }
}

export function cookieOf(page: LightMyRequestResponse): string {
  return page.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

export function tokenOf(page: LightMyRequestResponse): string {
  return /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
}
