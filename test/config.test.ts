import t from 'tap'
import { readConfig } from '../src/config.js'

const secrets = { SESSION_SECRET: 's'.repeat(32), DATA_KEY: 'd'.repeat(32) }

t.test('nobody is trusted by itself; addresses and ranges of proxies are named with commas', async (t) => {
  t.strictSame(readConfig(secrets).trustedProxies, [])
  t.strictSame(readConfig({ ...secrets, TRUSTED_PROXIES: '' }).trustedProxies, [])
  t.strictSame(readConfig({ ...secrets, TRUSTED_PROXIES: '127.0.0.1, 10.1.0.0/16,fd00::/8' }).trustedProxies, [
    '127.0.0.1',
    '10.1.0.0/16',
    'fd00::/8',
  ])
})

t.test('what is no address, or a range of everybody, is refused with the name of the variable', async (t) => {
  for (const wrong of ['true', 'proxy.example.cn', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/']) {
    t.throws(() => readConfig({ ...secrets, TRUSTED_PROXIES: wrong }), /TRUSTED_PROXIES/, wrong)
  }
})
