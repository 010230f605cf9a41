import type { FastifyInstance } from 'fastify'

export async function pollingRoutes(_app: FastifyInstance): Promise<void> {}
