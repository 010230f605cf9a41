// Keeps what is being typed: some seconds after a change, and at once when the page is left or the browser is closed.
// keepDraft(form, { lost }) answers `changed`, to be called at every change, and `stop`, for when the form is sent; `lost`
// is what is said when the sheet is no longer this person's to type.
window.keepDraft = (form, { lost }) => {
  const kept = form.querySelector('[data-kept]')
  let timer
  let isChanged = false
  const keep = async () => {
    clearTimeout(timer)
    timer = undefined
    if (!isChanged || !form.dataset.draft) return
    isChanged = false
    const body = new URLSearchParams(new FormData(form))
    body.set('autosave', 'yes')
    try {
      // A request that outlives its page.
      const answer = await fetch(form.dataset.draft, { method: 'POST', body, keepalive: true })
      kept.textContent = answer.ok ? `已自动保存 ${new Date().toTimeString().slice(0, 5)}` : lost
      if (!answer.ok) isChanged = true
    } catch {
      isChanged = true
      kept.textContent = '网络不通，还没有保存。'
    }
  }
  const changed = () => {
    isChanged = true
    timer ??= setTimeout(keep, 3000)
  }
  const stop = () => {
    clearTimeout(timer)
    isChanged = false
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keep()
  })
  window.addEventListener('pagehide', keep)
  // The network is back.
  window.addEventListener('online', keep)
  return { changed, stop }
}
