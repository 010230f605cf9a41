import type { FastifyInstance } from 'fastify'

export async function tallyRoutes(_app: FastifyInstance): Promise<void> {}
