// The reader's script: comfort only. Every page can be read, searched and shared without it.
(() => {
  const root = document.documentElement
  const store = (() => { try { return localStorage } catch { return { getItem() {}, setItem() {} } } })()
  root.classList.add('js')
  if (store.getItem('theme')) root.dataset.theme = store.getItem('theme')
  if (store.getItem('size')) root.dataset.size = store.getItem('size')
  const isTv = /[?&]tv\b/.test(location.search) || root.classList.contains('tv')
  try {
    if (isTv) sessionStorage.setItem('tv', '1')
    if (sessionStorage.getItem('tv')) root.classList.add('tv')
  } catch { /* private windows may refuse storage */ }

  const minutes = 60000
  const lang = root.lang || 'vi'
  let say // made once: on a slow phone it costs more than all that it says
  const ago = (at) => {
    const passed = Date.now() - at
    if (passed < 0 || passed > 12 * 60 * minutes) return ''
    say ||= new Intl.RelativeTimeFormat(lang, { numeric: 'auto' })
    if (passed < 60 * minutes) return say.format(-Math.max(1, Math.floor(passed / minutes)), 'minute')
    return say.format(-Math.floor(passed / (60 * minutes)), 'hour')
  }
  const dateline = () => {
    const form = lang === 'vi' ? { day: '2-digit', month: '2-digit' } : { day: 'numeric', month: 'long' }
    const whole = { weekday: 'long', year: 'numeric', timeZone: 'Asia/Ho_Chi_Minh', ...form }
    return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, whole).format()
  }
  const tellTimes = () => {
    for (const time of document.querySelectorAll('.card time, .row time, .heads time, .latest:not(.long) time')) {
      const words = ago(Date.parse(time.dateTime))
      if (words) { time.title ||= time.textContent; time.textContent = words }
    }
    const today = document.querySelector('[data-today]')
    if (today) today.textContent = dateline()
  }

  const switches = () => {
    document.querySelector('[data-theme-switch]')?.addEventListener('click', () => {
      const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
      root.dataset.theme = dark ? 'light' : 'dark'
      store.setItem('theme', root.dataset.theme)
    })
    document.querySelector('[data-size]')?.addEventListener('click', () => {
      root.dataset.size = String((Number(root.dataset.size || 0) + 1) % 3)
      store.setItem('size', root.dataset.size)
    })
    document.querySelector('[data-print]')?.addEventListener('click', () => print())
    const copy = document.querySelector('[data-copy]')
    copy?.addEventListener('click', async () => {
      try { await navigator.clipboard.writeText(copy.dataset.copy); copy.textContent = copy.dataset.done } catch { window.prompt(copy.dataset.ask, copy.dataset.copy) }
    })
  }

  // Foreign players: nothing is asked of another host before this click.
  const play = (button) => {
    const card = button.closest('.embed')
    const frame = document.createElement('iframe')
    frame.src = button.dataset.player
    frame.title = button.dataset.title
    frame.allow = 'fullscreen; encrypted-media; picture-in-picture'
    frame.referrerPolicy = 'strict-origin-when-cross-origin'
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-popups allow-presentation')
    card.classList.add('playing')
    card.replaceChildren(frame)
    frame.focus()
  }

  // Before and after: the field's value is where the line stands.
  const compare = (field) => field.closest('.pair').style.setProperty('--at', `${field.value}%`)

  // Live pages: ask every 20 s while seen, more slowly after failures; only new or changed entries are put in.
  const follow = (feed) => {
    let pause = 20000, seen = ''
    const look = async () => {
      if (document.hidden) return setTimeout(look, pause)
      try {
        const answer = await fetch(feed.dataset.live, { cache: 'no-cache' })
        if (answer.status === 410 || answer.status === 404) return
        const news = await answer.json()
        if (news.updated !== seen) { if (seen) show(feed, news.entries); seen = news.updated }
        pause = 20000
      } catch { pause = Math.min(pause * 2, 300000) }
      setTimeout(look, pause)
    }
    look()
  }
  const show = (feed, entries) => {
    const here = new Map([...feed.children].map((entry) => [entry.id, entry]))
    const next = entries.map(({ html }) => {
      const entry = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild
      const old = here.get(entry.id)
      if (old && old.textContent === entry.textContent) return old
      entry.classList.add('new')
      return document.adoptNode(entry)
    })
    feed.replaceChildren(...next)
  }

  // A remote control has four arrows: go to the nearest link that lies in that direction.
  const arrows = (event) => {
    const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }
    const way = ways[event.key]
    if (!way || !root.classList.contains('tv') || event.target.matches('input')) return
    const open = 'a[href]:not([tabindex="-1"]), button'
    const chosen = document.activeElement.matches(open) && document.activeElement
    const from = (chosen || document.querySelector('main')).getBoundingClientRect()
    const side = way[0] !== 0
    const middle = (box, side) => (side ? box.left + box.right : box.top + box.bottom) / 2
    const gap = (box) => side ? Math.max(box.top - from.bottom, from.top - box.bottom) : Math.max(box.left - from.right, from.left - box.right)
    // Whoever has chosen nothing yet begins with the page's first story.
    let best = chosen ? null : document.querySelector('main a[href]:not([tabindex="-1"])'), least = Infinity
    // Sideways stays in the menu or in the page; up and down may leave it.
    const field = (side && chosen && chosen.closest('nav, main, footer')) || document
    for (const link of chosen ? field.querySelectorAll(open) : []) {
      const box = link.getBoundingClientRect()
      if (!box.width || link === chosen) continue
      const along = (middle(box, side) - middle(from, side)) * (way[0] + way[1])
      // Beside the way counts what does not overlap; among equals the one that lies straighter.
      const aside = Math.max(0, gap(box)) + Math.abs(middle(box, !side) - middle(from, !side)) / 100
      if (along > 4 && along + 2.5 * aside < least) { least = along + 2.5 * aside; best = link }
    }
    const isLong = document.querySelector('.story') && way[1]
    if (isLong && (!best || Math.abs(best.getBoundingClientRect().top) > innerHeight)) {
      scrollBy({ top: way[1] * innerHeight * 0.6, behavior: 'smooth' })
    } else if (best) {
      best.focus({ preventScroll: true })
      best.scrollIntoView({ block: 'center', behavior: 'smooth' })
    } else return
    event.preventDefault()
  }

  addEventListener('keydown', arrows)
  addEventListener('input', ({ target }) => { if (target.matches('[data-compare]')) compare(target) })
  addEventListener('click', ({ target }) => { if (target.closest('[data-player]')) play(target.closest('[data-player]')) })
  addEventListener('DOMContentLoaded', () => {
    switches()
    tellTimes()
    setInterval(tellTimes, 60000)
    const feed = document.querySelector('[data-live]')
    if (feed) follow(feed)
  })
})()
