// The front editor: one layout value, drawn again after each change; dragging and buttons do the same things.
const state = JSON.parse(document.getElementById('front-state').textContent)
const words = document.getElementById('words').dataset
const { layout, styles, sources } = state
let { cards, filled } = state
const form = document.getElementById('mat-tien')
const field = document.getElementById('layout')
const root = document.getElementById('blocks')
const find = document.getElementById('find')
const found = document.getElementById('found')

const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' })

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false && value != null) element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}
const button = (label, act, symbol) => make('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick: act }, symbol)

const changed = async () => {
  field.value = JSON.stringify(layout)
  draw()
  const body = new FormData(form)
  body.set('act', 'fill')
  try {
    const answer = await fetch(location.href, { method: 'POST', body })
    if (!answer.ok) return
    const news = await answer.json()
    cards = { ...cards, ...news.cards }
    filled = news.filled
    draw()
  } catch { /* the arrangement stays in the page; saving tells what is wrong */ }
}

const move = (index, by) => {
  const to = index + by
  if (to < 0 || to >= layout.blocks.length) return
  layout.blocks.splice(to, 0, layout.blocks.splice(index, 1)[0])
  changed().then(() => root.children[to]?.querySelector(by < 0 ? '[data-up]' : '[data-down]')?.focus())
}
const pin = (block, story, place) => {
  for (const other of layout.blocks) other.pins = other.pins.filter((each) => each.story !== story)
  block.excluded = block.excluded.filter((each) => each !== story)
  block.pins.push({ story, place: Math.max(0, place), title: '', kicker: '', until: null })
  changed()
}
const unpin = (block, story) => { block.pins = block.pins.filter((each) => each.story !== story); changed() }
const exclude = (block, story) => { block.excluded.push(story); unpin(block, story) }
const include = (block, story) => { block.excluded = block.excluded.filter((each) => each !== story); changed() }

const choice = (label, value, options, set) => {
  const select = make('select', { class: 'form-select', onchange: (event) => { set(event.target.value); changed() } })
  for (const [key, name] of Object.entries(options)) select.append(make('option', { value: key, selected: key === value }, name))
  return make('label', {}, label, select)
}
const text = (label, value, set, type = 'text') =>
  make('label', {}, label, make('input', { class: 'form-control', type, value, min: 1, max: 60, onchange: (event) => { set(event.target.value); changed() } }))

const line = (block, id, place) => {
  const card = cards[id] || { title: id, at: '' }
  const own = block.pins.find((each) => each.story === id)
  const item = make('li', { class: own ? 'pinned' : '', draggable: 'true', ondragstart: (event) => { event.stopPropagation(); event.dataTransfer.setData('text/story', id) } },
    make('small', {}, String(place + 1)), make('span', { class: 'fe-title' }, (own && own.title) || card.title))
  if (own) {
    item.append(
      button(words.up, () => pin(block, id, place - 1), '↑'), button(words.down, () => pin(block, id, place + 1), '↓'),
      make('button', { type: 'button', class: 'btn btn-sm', onclick: () => unpin(block, id) }, words.unpin))
  } else {
    item.append(
      make('button', { type: 'button', class: 'btn btn-sm', onclick: () => pin(block, id, place) }, words.pin),
      button(words.exclude, () => exclude(block, id), '×'))
  }
  item.addEventListener('drop', (event) => {
    const story = event.dataTransfer.getData('text/story')
    if (story) { event.preventDefault(); event.stopPropagation(); pin(block, story, place) }
  })
  return item
}

const draw = () => {
  field.value = JSON.stringify(layout)
  root.replaceChildren(...layout.blocks.map((block, index) => {
    const shown = filled[block.key] || block.pins.map((each) => each.story)
    const head = make('div', { class: 'fe-head' },
      make('span', { class: 'fe-grip', draggable: 'true', 'aria-hidden': 'true', ondragstart: (event) => event.dataTransfer.setData('text/block', String(index)) }, '⠿'),
      text(words.title, block.title, (value) => { block.title = value }),
      choice(words.style, block.style, styles, (value) => { block.style = value }),
      choice(words.source, block.rule ? block.rule.listing : '', { '': words.none, ...sources }, (value) => { block.rule = value ? { listing: value, genre: '' } : null }),
      text(words.limit, block.limit, (value) => { block.limit = Number(value) || 1 }, 'number'))
    const tools = make('span', { class: 'fe-tools' }, button(words.up, () => move(index, -1), '↑'), button(words.down, () => move(index, 1), '↓'),
      button(words.remove, () => { layout.blocks.splice(index, 1); changed() }, '×'))
    tools.children[0].dataset.up = ''
    tools.children[1].dataset.down = ''
    head.append(tools)
    const body = block.style === 'notice'
      ? text(words.text, block.text, (value) => { block.text = value })
      : make('ol', { class: 'fe-cards' }, ...(shown.length ? shown.map((id, place) => line(block, id, place)) : [make('li', {}, words.empty)]))
    const out = block.excluded.length ? make('p', { class: 'fe-out' }, words.excluded + ' ', ...block.excluded.flatMap((id) => [
      make('button', { type: 'button', class: 'btn btn-sm', title: words.include, onclick: () => include(block, id) }, (cards[id] || { title: id }).title + ' ↺'), ' '])) : ''
    const box = make('section', { class: 'fe-block', 'aria-label': `${words.block} ${index + 1}: ${block.title || styles[block.style]}` }, head, body, out)
    box.addEventListener('dragover', (event) => { event.preventDefault(); box.classList.add('over') })
    box.addEventListener('dragleave', () => box.classList.remove('over'))
    box.addEventListener('drop', (event) => {
      event.preventDefault()
      box.classList.remove('over')
      const story = event.dataTransfer.getData('text/story')
      const from = event.dataTransfer.getData('text/block')
      if (story) pin(block, story, shown.length)
      else if (from !== '') { layout.blocks.splice(index, 0, layout.blocks.splice(Number(from), 1)[0]); changed() }
    })
    return box
  }))
}

const look = async () => {
  const answer = await fetch(`${find.dataset.url}?q=${encodeURIComponent(find.value)}`)
  if (!answer.ok) return
  const { stories } = await answer.json()
  found.replaceChildren(...stories.map((card) => {
    cards[card.id] ||= card
    const into = make('select', { class: 'form-select', 'aria-label': words.into, onchange: (event) => { if (event.target.value) pin(layout.blocks[Number(event.target.value)], card.id, 0) } },
      make('option', { value: '' }, words.into), ...layout.blocks.map((block, index) => make('option', { value: index }, `${index + 1}. ${block.title || styles[block.style]}`)))
    return make('li', { draggable: 'true', ondragstart: (event) => event.dataTransfer.setData('text/story', card.id) }, make('span', {}, card.title), make('small', {}, when.format(new Date(card.at))), into)
  }))
}
let wait = 0
find.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(look, 250) })
document.getElementById('add-block').addEventListener('click', () => {
  layout.blocks.push({ key: crypto.randomUUID ? crypto.randomUUID().slice(0, 8) : String(Date.now()), style: 'grid', title: '', link: '', limit: 4, rule: { listing: 'site', genre: '' }, pins: [], excluded: [], text: '' })
  changed().then(() => root.lastElementChild?.querySelector('input')?.focus())
})
draw()
look()
