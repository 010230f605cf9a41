import type { FastifyReply } from 'fastify'

/** Sends a PDF to be looked at, under a name that a person can file it by (RFC 6266, the name in UTF-8). */
export function sendPdf(reply: FastifyReply, bytes: Buffer, name: string, plainName: string): FastifyReply {
  const encoded = encodeURIComponent(`${name}.pdf`).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${plainName}.pdf"; filename*=UTF-8''${encoded}`)
    .send(bytes)
}
