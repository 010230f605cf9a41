// The ballot desk: one field for the ballot in hand, what it means while it is typed, and a draft kept now and then. The
// lines stand in the page's text field, which is all that is sent; without this script they are typed there.
(() => {
  const form = document.querySelector('.ballot-form')
  if (!form) return
  const all = form.elements.namedItem('ballots')
  const plain = form.querySelector('[data-plain]')
  const now = form.querySelector('[data-now]')
  const field = document.getElementById('ballot-line')
  const submit = form.querySelector('[data-submit]')
  const posts = JSON.parse(form.dataset.legend)
  const most = Number(form.dataset.most)
  const names = posts.flatMap((post, index) => post.names.map((name) => ({ name, post: index })))
  const whole = ['不是正式选票', '无法辨认', '带有可以识别选民的标记', '伪造的选票']

  let lines = all.value.trim() === '' ? [] : all.value.replace(/\s+$/, '').split('\n')
  // In a correction the ballots to be typed stand empty among the others.
  const isCorrection = lines.some((line) => line.trim() === '')
  let at = lines.length
  const firstEmpty = lines.findIndex((line) => line.trim() === '')
  if (firstEmpty >= 0) at = firstEmpty

  const ascii = (text) => text.normalize('NFKC')
  /** What a line says, or what is the matter with it; the server decides. */
  const read = (line) => {
    const text = line.trim()
    if (text === '') return { fault: '' }
    if (/^[?？]/.test(text)) return { says: `疑难票：${text.slice(1).trim() || '请写明疑问'}` }
    const tokens = text.split(/[\s,+，、。＋]+|[.．]+(?=[\d０-９\-－/／xXｘＸ]|$)/u).filter((token) => token !== '')
    if (/^[0０]$/.test(tokens[0])) return tokens.length > 1 ? { fault: '0 表示空白票，后面不能再录' } : { says: '空白票', chosen: posts.map(() => 0) }
    const aside = /^[wW]([1-4])$/.exec(ascii(tokens[0]))
    if (aside) return tokens.length > 1 ? { fault: `${tokens[0]} 表示整张无效，后面不能再录` } : { says: `整张无效：${whole[aside[1] - 1]}` }
    const said = posts.map(() => [])
    const chosen = posts.map(() => 0)
    const seen = new Set()
    for (const token of tokens) {
      const printed = /^(-?)(\d{1,3})$/.exec(ascii(token))
      const part = /^[xX](\d{1,2})$/.exec(ascii(token))
      const written = /^[/／]([\d０-９]{0,2})(.*?)([!！]?)$/u.exec(token)
      if (printed) {
        const who = names[Number(printed[2]) - 1]
        if (!who) return { fault: `没有 ${printed[2]} 号，序号是 1 至 ${names.length}` }
        if (seen.has(printed[2])) return { fault: `${who.name}录了两次` }
        seen.add(printed[2])
        said[who.post].push(printed[1] === '-' ? `反对${who.name}` : who.name)
        if (printed[1] !== '-') chosen[who.post] += 1
      } else if (part) {
        if (!posts[part[1] - 1]) return { fault: `没有第 ${part[1]} 项职务` }
        said[part[1] - 1].push('有无法辨认的部分')
      } else if (written) {
        const post = Number(ascii(written[1])) - 1
        if (!posts[post]) return { fault: `斜线后面先录职务的序号，如 /1张三` }
        if (written[2] === '') return { fault: '写上另选人的姓名' }
        const isCandidate = posts[post].names.includes(written[2])
        const counted = isCandidate ? '，就是本职务候选人，计入其得票' : ''
        said[post].push(`另选${written[2]}${counted}${written[3] === '' ? '' : '（未画符号）'}`)
        chosen[post] += 1
      } else {
        return { fault: `“${token}”看不懂` }
      }
    }
    const over = posts.flatMap((post, i) => (chosen[i] > post.seats ? [`${post.title}选了 ${chosen[i]} 人，应选 ${post.seats} 人`] : []))
    const says = posts.flatMap((post, i) => (said[i].length > 0 ? [`${post.title}：${said[i].join('、')}`] : [])).join('；')
    return { says, over: over.join('；'), chosen }
  }

  const meaning = form.querySelector('[data-meaning]')
  const show = () => {
    const { fault, says, over } = read(field.value)
    meaning.textContent = fault ?? (over ? `${says}　（${over}）` : says)
    meaning.className = `ballot-meaning${fault ? ' ballot-meaning-wrong' : over ? ' ballot-meaning-over' : ''}`
    return fault === undefined
  }
  // Ballots × seats = chosen + left open + what too many crosses void: of those that are not set aside.
  const balance = () => {
    const marked = lines.map((line) => read(line).chosen).filter((chosen) => chosen !== undefined)
    form.querySelector('[data-balance]').replaceChildren(
      ...posts.map(({ title, seats }, i) => {
        const fits = marked.filter((chosen) => chosen[i] <= seats)
        const votes = fits.reduce((sum, chosen) => sum + chosen[i], 0)
        const over = marked.length - fits.length
        const item = document.createElement('li')
        const more = over > 0 ? ` ＋ 多选 ${over} 张 × ${seats}` : ''
        item.textContent = `${title}：${marked.length} 张 × ${seats} ＝ 选 ${votes} ＋ 未选 ${fits.length * seats - votes}${more}`
        return item
      }),
    )
  }
  const draw = () => {
    all.value = lines.join('\n')
    form.querySelector('[data-number]').textContent = String(at + 1)
    const open = lines.filter((line) => line.trim() === '').length
    form.querySelector('[data-total]').textContent = isCorrection
      ? `还有 ${open} 张要补`
      : `已录 ${lines.length} 张${at < lines.length ? '，正在改前面的一张' : ''}`
    const list = form.querySelector('[data-last]')
    const from = Math.max(0, at - 5)
    list.start = from + 1
    list.replaceChildren(
      ...lines.slice(from, Math.max(at, from)).map((line) => {
        const item = document.createElement('li')
        item.textContent = `${line}　${read(line).says ?? ''}`
        return item
      }),
    )
    balance()
    field.value = lines[at] ?? ''
    show()
    field.select()
  }
  const go = (to) => {
    at = Math.min(Math.max(to, 0), lines.length)
    draw()
    field.focus()
  }
  const take = () => {
    if (field.value.trim() === '=' && at > 0) field.value = lines[at - 1]
    if (field.value.trim() === '') {
      if (at === lines.length) submit.focus()
      return
    }
    if (!show()) return
    if (at >= most) {
      meaning.textContent = `一捆最多 ${most} 张，请分成几捆。`
      return
    }
    lines[at] = field.value.trim()
    changed()
    const next = isCorrection ? lines.findIndex((line) => line.trim() === '') : -1
    go(isCorrection ? (next >= 0 ? next : lines.length) : at + 1)
    if (isCorrection && next < 0) submit.focus()
  }

  // The name after the last slash, while it is being typed; a blank inside a name is typed `_`.
  const lastName = /^(|.*[\s,+，、。＋.．])([/／][\d０-９]{1,2})([^\s\d,+，、。＋!！]+)$/u
  window.suggestNames(
    field,
    form.dataset.names,
    () => lastName.exec(field.value)?.[3].replaceAll('_', ' '),
    (name) => {
      field.value = field.value.replace(lastName, (_all, before, post) => `${before}${post}${name.replaceAll(' ', '_')}`)
    },
  )
  plain.hidden = true
  now.hidden = false
  field.addEventListener('input', show)
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const key = event.ctrlKey ? `Ctrl+${event.key}` : event.key
    const acts = {
      Enter: take,
      ArrowUp: () => go(at - 1),
      ArrowDown: () => go(at + 1),
      Escape: () => go(lines.length),
      'Ctrl+Delete': () => {
        if (at >= lines.length || isCorrection) return
        lines.splice(at, 1)
        changed()
        draw()
      },
      'Ctrl+Insert': () => {
        if (at >= lines.length || isCorrection) return
        lines.splice(at, 0, '')
        changed()
        draw()
      },
    }
    if (!acts[key]) return
    event.preventDefault()
    acts[key]()
  })
  field.addEventListener('input', () => {
    if (!/^[?？]{2}$/.test(field.value)) return
    field.value = ''
    show()
    window.toggleEntryHelp()
  })

  const draft = window.keepDraft(form, { lost: '没有保存：这一捆已不在您手里录入，请刷新页面。' })
  function changed() {
    all.value = lines.join('\n')
    draft.changed()
  }
  form.addEventListener('submit', () => {
    draft.stop()
    // A ballot typed and not yet taken belongs to the bundle as well.
    if (field.value.trim() !== '' && field.value.trim() !== '=' && at <= lines.length) lines[at] = field.value.trim()
    all.value = lines.join('\n')
  })

  draw()
  const summary = document.getElementById('error-summary')
  const findings = document.getElementById('findings')
  if (findings && !summary) findings.scrollIntoView({ block: 'start' })
  else if (!summary) field.focus()
})()
