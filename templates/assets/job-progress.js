// Asks how far a long job is and shows it; when it is over, the page is opened anew and goes on to what came of it.
(() => {
  const box = document.querySelector('[data-job-progress]')
  if (!box) return
  const bar = box.querySelector('progress')

  const show = (job) => {
    for (const place of box.querySelectorAll('[data-job]')) place.textContent = job[place.dataset.job]
    if (job.hasShare) bar.value = job.share
    else bar.removeAttribute('value')
  }
  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.jobProgress, { headers: { accept: 'application/json' } })
      // Signed out meanwhile, or moved away: the page itself knows what to say.
      if (!answer.ok || answer.redirected) return window.location.reload()
      const job = await answer.json()
      if (!job.isActive) return window.location.reload()
      show(job)
    } catch {
      box.querySelector('[data-job="timeText"]').textContent = '暂时连不上系统，正在重试；办理不受影响。'
    }
    setTimeout(ask, 700)
  }
  setTimeout(ask, 300)
})()
