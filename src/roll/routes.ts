import type { FastifyInstance } from 'fastify'

export async function rollRoutes(_app: FastifyInstance): Promise<void> {}
