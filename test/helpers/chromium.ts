import { existsSync } from 'node:fs'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Test } from 'tap'

const debian = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

/** `$CHROMIUM_PATH`, Debian's, or the one that comes by npm, which is unpacked at its first use. */
async function findChromium(): Promise<string> {
  const named = process.env['CHROMIUM_PATH']
  if (named) return named
  return debian.find((path) => existsSync(path)) ?? (await sparticuz.executablePath())
}

/** A real browser without a screen, closed when the test ends. */
export async function startChromium(t: Test): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
  t.teardown(async () => {
    await browser.close()
  })
  return browser
}

/** A new page, as of an old office PC; whatever its console objects to is collected. */
export async function openPage(browser: Browser, baseURL: string): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, complaints }
}
