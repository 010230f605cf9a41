import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

/** A refusal with a page of its own. The message is shown to the user, in Chinese. */
export class HttpProblem extends Error {
  constructor(
    readonly statusCode: number,
    readonly title: string,
    message: string,
  ) {
    super(message)
  }
}

export class NotFound extends HttpProblem {
  constructor(message = '没有找到您要的内容，可能已被移走，或者地址有误。') {
    super(404, '找不到页面', message)
  }
}

export class Forbidden extends HttpProblem {
  constructor(message = '您的岗位不能使用这个页面。如有疑问，请与系统管理员联系。') {
    super(403, '没有权限', message)
  }
}

/** Somebody else was faster, or the form is older than what it changes. */
export class Conflict extends HttpProblem {
  constructor(message = '这份资料刚刚被别人改过。请返回刷新后，核对最新内容再办理。') {
    super(409, '内容已有变化', message)
  }
}

/** One handler for everything thrown: a page in Chinese, the details only in the log. */
export async function handleError(error: FastifyError | HttpProblem, request: FastifyRequest, reply: FastifyReply) {
  const problem = error instanceof HttpProblem ? error : problemOf(error)
  if (problem.statusCode >= 500) request.log.error(error)
  const { title, message } = problem
  const reference = problem.statusCode >= 500 ? request.id : ''
  try {
    return await reply.code(problem.statusCode).page('errors/problem.hbs', { title, message, reference })
  } catch (second) {
    // The frame itself asks the database; when that is what failed, the answer is a page without it.
    request.log.error(second)
    return sendBarePage(reply.code(500), problemOf(second as FastifyError))
  }
}

/** For addresses that are not even readable: they reach neither a route nor the frame of the pages. */
export function handleUnreadableAddress(_error: FastifyError, _request: FastifyRequest, reply: FastifyReply) {
  sendBarePage(
    reply.code(400).header('content-security-policy', "default-src 'none'"),
    new NotFound('地址有误，请核对。'),
  )
}

function sendBarePage(reply: FastifyReply, { title, message }: HttpProblem): FastifyReply {
  const head = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title} - 居选</title></head>`
  const body = `<body><h1>${title}</h1><p>${message}</p><p><a href="/">回到首页</a></p></body></html>`
  return reply.type('text/html; charset=utf-8').send(head + body)
}

/** The reader of uploads throws plain errors at what a browser never sends; they are no fault of ours. */
const brokenUpload = /^(Multipart: |Unexpected end of multipart data|The needle cannot )/

function problemOf(error: FastifyError): HttpProblem {
  if (error.code?.startsWith('FST_CSRF')) {
    return new HttpProblem(403, '页面已过期', '为了安全，页面打开太久后需要重新打开。请返回上一页，刷新后再提交一次。')
  }
  if (error.code === 'FST_REQ_FILE_TOO_LARGE' || error.statusCode === 413) {
    return new HttpProblem(413, '文件太大', '上传的内容超过了允许的大小，没有收下。请返回上一页，检查是否选错了文件。')
  }
  const status = brokenUpload.test(error.message) ? 400 : error.statusCode
  if (status !== undefined && status < 500) {
    return new HttpProblem(status, '请求有误', '浏览器发来的内容不完整或格式有误，请返回上一页重新提交。')
  }
  return new HttpProblem(
    500,
    '系统出错',
    '系统没有办成这件事，您的资料没有改动。请稍后再试；如仍不行，请把下面的编号告诉管理员。',
  )
}
