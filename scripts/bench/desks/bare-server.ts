import Fastify from 'fastify'

/** The least that a server can do: takes a form and answers a word. What the desks' figures are held against. */
const app = Fastify()
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
  done(null, body)
})
app.all('/*', async () => 'ok')
console.log(await app.listen({ port: 0, host: '127.0.0.1' }))
process.on('SIGTERM', () => {
  void app.close().then(() => process.exit(0))
})
