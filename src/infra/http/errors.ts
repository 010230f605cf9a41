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
  return await reply.code(problem.statusCode).page('errors/problem.hbs', {
    title: problem.title,
    message: problem.message,
    reference: problem.statusCode >= 500 ? request.id : '',
  })
}

function problemOf(error: FastifyError): HttpProblem {
  if (error.code?.startsWith('FST_CSRF')) {
    return new HttpProblem(403, '页面已过期', '为了安全，页面打开太久后需要重新打开。请返回上一页，刷新后再提交一次。')
  }
  if (error.code === 'FST_REQ_FILE_TOO_LARGE' || error.statusCode === 413) {
    return new HttpProblem(413, '文件太大', '上传的内容超过了允许的大小。请检查是否选错了文件。')
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new HttpProblem(error.statusCode, '请求有误', '浏览器发来的内容不完整或格式有误，请返回上一页重新提交。')
  }
  return new HttpProblem(
    500,
    '系统出错',
    '系统没有办成这件事，您的资料没有改动。请稍后再试；如仍不行，请把下面的编号告诉管理员。',
  )
}
