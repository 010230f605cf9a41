import assert from 'node:assert/strict'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

export type FormValues = Readonly<Record<string, string | number | readonly (string | number)[]>>

export interface UploadedFile {
  readonly field: string
  readonly fileName: string
  readonly bytes: Buffer
}

/**
 * A browser without a screen: keeps cookies, follows redirects, and sends forms with the hidden fields of the
 * page that it last opened, real CSRF token included.
 */
export class Browser {
  readonly #app: FastifyInstance
  readonly #cookies = new Map<string, string>()
  #page: LightMyRequestResponse | undefined
  #url = '/'
  #credentials: { readonly signInName: string; readonly password: string } | undefined

  constructor(app: FastifyInstance) {
    this.#app = app
  }

  get html(): string {
    return this.#page?.body ?? ''
  }
  get status(): number {
    return this.#page?.statusCode ?? 0
  }
  get url(): string {
    return this.#url
  }
  get response(): LightMyRequestResponse {
    assert(this.#page, 'no page opened yet')
    return this.#page
  }

  async open(url: string): Promise<this> {
    await this.#send({ method: 'GET', url })
    if (this.#credentials && this.#url.startsWith('/sign-in')) {
      // The session ran out over night: sign in again, as people do in the morning.
      await this.signIn(this.#credentials.signInName, this.#credentials.password)
      await this.#send({ method: 'GET', url })
    }
    return this
  }

  /** Sends the form of the open page whose action is `action` (or the page's own address). */
  async submit(values: FormValues, action = this.#url): Promise<this> {
    const body = new URLSearchParams(hiddenFields(this.html, action))
    for (const [field, value] of Object.entries(values)) {
      body.delete(field)
      for (const one of [value].flat()) body.append(field, String(one))
    }
    await this.#send({
      method: 'POST',
      url: action,
      payload: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    return this
  }

  /** Sends a form with a file. */
  async upload(file: UploadedFile, values: FormValues = {}, action = this.#url): Promise<this> {
    const boundary = '----juxuan-test-boundary'
    const fields = { ...hiddenFields(this.html, action), ...values }
    const parts = Object.entries(fields).map(
      ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${String(value)}\r\n`,
    )
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${file.field}"; filename="${file.fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`
    const payload = Buffer.concat([
      Buffer.from(parts.join('') + head),
      file.bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
    await this.#send({
      method: 'POST',
      url: action,
      payload,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    })
    return this
  }

  /**
   * Sends a form and goes no further than the answer: for work done by the thousand, such as check-in. The open page
   * stays open, and its CSRF token good.
   */
  async post(url: string, values: FormValues): Promise<LightMyRequestResponse> {
    const { _csrf = '' } = hiddenFields(this.html, url)
    const body = new URLSearchParams({ _csrf })
    for (const [field, value] of Object.entries(values)) {
      for (const one of [value].flat()) body.append(field, String(one))
    }
    return await this.#app.inject({
      method: 'POST',
      url,
      payload: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: this.#cookieHeader() },
    })
  }

  async signIn(signInName: string, password: string): Promise<this> {
    this.#credentials = undefined
    await this.open('/sign-in')
    await this.submit({ signInName, password }, '/sign-in')
    assert.notEqual(this.status, 422, `sign-in of ${signInName} refused`)
    this.#credentials = { signInName, password }
    return this
  }

  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async #send(request: { method: 'GET' | 'POST'; url: string; payload?: string | Buffer; headers?: object }) {
    const page = await this.#app.inject({ ...request, headers: { ...request.headers, cookie: this.#cookieHeader() } })
    for (const { name, value } of page.cookies) this.#cookies.set(name, value)
    const { location } = page.headers
    if (page.statusCode >= 300 && page.statusCode < 400 && location) {
      await this.#send({ method: 'GET', url: String(location) })
      return
    }
    this.#page = page
    if (request.method === 'GET') this.#url = request.url
  }
}

/** Sends the page's form and insists that it was carried out; what the page objects to becomes the error. */
export async function carryOut(browser: Browser, values: FormValues, action = browser.url): Promise<void> {
  await browser.submit(values, action)
  insistOnSuccess(browser, action)
}

/** The values that a page's boxes of a name offer to tick. */
export function offered(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`type="checkbox"[^>]*name="${name}" value="([^"]*)"`, 'g'))].map(
    ([, value]) => value as string,
  )
}

/** Throws with what the open page objects to. */
export function insistOnSuccess(browser: Browser, what: string): void {
  const objections = [
    ...browser.html.matchAll(/class="(?:error-summary|finding finding-error|desk-refusal)".*?<\/(?:div|li|p)>/gs),
  ]
  if (browser.status < 400 && !browser.html.includes('class="error-summary"')) return
  const said = objections.map(([html]) => unescapeHtml(html.replace(/<[^>]+>/g, ' ').replace(/^[^>]*>/, '')))
  const title = /<h1>(.*?)<\/h1>/.exec(browser.html)?.[1] ?? ''
  throw new Error(`${what}: ${browser.status} ${title} ${said.join(' ').replaceAll(/\s+/g, ' ')}`)
}

/** Hidden fields of the form with the given action, or else of the page's last form. */
function hiddenFields(html: string, action: string): Record<string, string> {
  const forms = [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].filter(([form]) =>
    /^<form\b[^>]*method="post"/.test(form),
  )
  const wanted = forms.filter(([, attributes = '']) => attributes.includes(`action="${action}"`))
  const form = wanted.at(-1) ?? forms.at(-1)
  const fields: Record<string, string> = {}
  for (const [input] of (form?.[2] ?? '').matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1]
    if (name) fields[name] = unescapeHtml(/value="([^"]*)"/.exec(input)?.[1] ?? '')
  }
  return fields
}

export function unescapeHtml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#x3D;', '=')
    .replaceAll('&amp;', '&')
}
