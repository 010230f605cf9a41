import type { FastifyInstance } from 'fastify'

export async function nominationRoutes(_app: FastifyInstance): Promise<void> {}
