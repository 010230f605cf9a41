import type { FastifyInstance } from 'fastify'

export async function timetableRoutes(_app: FastifyInstance): Promise<void> {}
