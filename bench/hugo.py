# ruff: noqa: E501 - templates stand on one line each
"""The peer: the same corpus as a Hugo site with equivalent templates, lists, feeds and archive pages."""

import json
import re
import shutil
import subprocess
import time
from pathlib import Path

import psutil

from bench import corpus
from bench.installation import peak_memory
from hoitu.kernel.text import slugify

PEER = "Hugo 0.111.3"
CONFIG = """baseURL = "http://localhost:8080/"
languageCode = "vi"
title = "Báo Thử nghiệm"
paginate = 30
rssLimit = 40
disableKinds = []
[taxonomies]
tag = "tu-khoa"
author = "tac-gia"
day = "luu-tru"
[outputs]
home = ["HTML", "RSS", "ATOM", "JSON"]
section = ["HTML", "RSS", "ATOM", "JSON"]
taxonomy = ["HTML"]
term = ["HTML", "RSS", "ATOM", "JSON"]
[mediaTypes."application/atom+xml"]
suffixes = ["xml"]
[outputFormats.ATOM]
mediaType = "application/atom+xml"
baseName = "atom"
[outputFormats.JSON]
mediaType = "application/json"
baseName = "feed"
isPlainText = true
"""
CARD = """<article class="row"><div class="words"><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p class="sapo">{{ .Params.sapo }}</p><p class="meta"><time datetime="{{ .Date.Format "2006-01-02T15:04:05-07:00" }}">{{ .Date.Format "15:04 02/01/2006" }}</time> · {{ .Params.byline }}</p></div></article>"""
LIST = """{{ define "main" }}<div class="list-page"><h1 class="page-title">{{ .Title }}</h1><div class="rows">{{ range .Paginator.Pages }}{{ partial "card.html" . }}{{ end }}</div>
<nav class="pager">{{ with .Paginator.Prev }}<a rel="prev" href="{{ .URL }}">‹ Mới hơn</a>{{ end }}{{ with .Paginator.Next }}<a rel="next" href="{{ .URL }}">Cũ hơn ›</a>{{ end }}</nav></div>{{ end }}"""
SINGLE = """{{ define "main" }}<article class="story"><header class="head"><nav class="crumbs"><a href="/">Trang chủ</a> <span>›</span> <a href="/{{ .Section }}/">{{ .Params.section_title }}</a></nav>
<h1>{{ .Title }}</h1><p class="sapo">{{ .Params.sapo }}</p><div class="by"><p>{{ range index .Params "tac-gia" }}<a rel="author" href="/tac-gia/{{ . | urlize }}/">{{ . }}</a>{{ end }}</p>
<p class="meta"><time datetime="{{ .Date.Format "2006-01-02T15:04:05-07:00" }}">{{ .Date.Format "02/01/2006, 15:04" }}</time></p></div>
<ul class="share"><li><a href="https://sp.zalo.me/share_inline?url={{ .Permalink | urlquery }}">Zalo</a></li><li><a href="https://www.facebook.com/sharer/sharer.php?u={{ .Permalink | urlquery }}">Facebook</a></li><li><a href="mailto:?subject={{ .Title | urlquery }}&amp;body={{ .Permalink | urlquery }}">E-mail</a></li></ul></header>
<div class="body">{{ .Content }}</div><ul class="tags">{{ range index .Params "tu-khoa" }}<li><a rel="tag" href="/tu-khoa/{{ . | urlize }}/">{{ . }}</a></li>{{ end }}</ul></article>
<section class="related"><h2 class="band-title">Tin, bài liên quan</h2><div class="grid">{{ range .Params.related }}<article class="card plain"><div class="words"><h3><a href="{{ .url }}">{{ .title }}</a></h3><p class="meta"><time datetime="{{ .at }}">{{ .day }}</time></p></div></article>{{ end }}</div></section>{{ end }}
{{ define "head" }}<meta property="og:type" content="article"><meta property="og:title" content="{{ .Title }}"><meta property="og:description" content="{{ .Params.sapo }}"><meta property="og:url" content="{{ .Permalink }}">
<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "NewsArticle" "headline" .Title "description" .Params.sapo "datePublished" .Date "mainEntityOfPage" .Permalink | jsonify | safeJS }}</script>
<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "BreadcrumbList" "itemListElement" (slice .Section .Title) | jsonify | safeJS }}</script>{{ end }}"""
RSS = """{{ printf "<?xml version=\\"1.0\\" encoding=\\"UTF-8\\"?>" | safeHTML }}<rss version="2.0"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>{{ range first 40 .Pages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid><pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate><description>{{ .Params.sapo }}</description></item>{{ end }}</channel></rss>"""
ATOM = """{{ printf "<?xml version=\\"1.0\\" encoding=\\"UTF-8\\"?>" | safeHTML }}<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ .Title }}</title><id>{{ .Permalink }}</id>{{ range first 40 .Pages }}<entry><title>{{ .Title }}</title><id>{{ .Permalink }}</id><link href="{{ .Permalink }}"/><updated>{{ .Date.Format "2006-01-02T15:04:05-07:00" }}</updated><summary>{{ .Params.sapo }}</summary></entry>{{ end }}</feed>"""
JSON = """{"version":"https://jsonfeed.org/version/1.1","title":{{ .Title | jsonify }},"items":[{{ range $i, $p := first 40 .Pages }}{{ if $i }},{{ end }}{"id":{{ .Permalink | jsonify }},"title":{{ .Title | jsonify }},"content_text":{{ .Params.sapo | jsonify }},"date_published":{{ .Date | jsonify }}}{{ end }}]}"""


def write_site(folder: Path, count: int, shell: str) -> None:
    """Write the corpus as Hugo content. `shell` is our own page: its head, header and footer become Hugo's base."""
    shutil.rmtree(folder, ignore_errors=True)
    layouts = folder / "layouts"
    (layouts / "_default").mkdir(parents=True)
    (layouts / "partials").mkdir()
    (folder / "config.toml").write_text(CONFIG)
    head, _, rest = shell.partition("</head>")
    head = re.sub(r"<title>.*?</title>", "<title>{{ .Title }}</title>", head, flags=re.S)
    head = re.sub(r'<script type="application/ld\+json">.*?</script>', "", head, flags=re.S)
    before, _, after = rest.partition('<main id="noi-dung" tabindex="-1">')
    footer = after.partition("</main>")[2]
    base = f'{head}{{{{ block "head" . }}}}{{{{ end }}}}</head>{before}<main id="noi-dung">{{{{ block "main" . }}}}{{{{ end }}}}</main>{footer}'
    (layouts / "_default" / "baseof.html").write_text(base)
    (layouts / "_default" / "single.html").write_text(SINGLE)
    (layouts / "_default" / "list.html").write_text(LIST)
    (layouts / "_default" / "list.rss.xml").write_text(RSS)
    (layouts / "_default" / "list.atom.xml").write_text(ATOM)
    (layouts / "_default" / "list.json.json").write_text(JSON)
    (layouts / "index.html").write_text(LIST)
    (layouts / "partials" / "card.html").write_text(CARD)
    recent: dict[str, list[dict[str, str]]] = {}
    for made in corpus.stories(count):
        section = slugify(made.section)
        slug = f"{slugify(made.headline)}-{made.number}"
        related = recent.setdefault(section, [])
        front = {
            "title": made.headline,
            "date": made.published_at.isoformat(),
            "sapo": made.standfirst,
            "byline": made.author,
            "section_title": made.section,
            "tu-khoa": list(dict.fromkeys(made.tags)),
            "tac-gia": [made.author],
            "luu-tru": [f"{made.published_at:%Y-%m-%d}"],
            "related": list(reversed(related)),
        }
        path = folder / "content" / section / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join(made.paragraphs)
        path.write_text(f"{json.dumps(front, ensure_ascii=False)}\n\n{text}\n", encoding="utf-8")
        related.append(
            {
                "title": made.headline,
                "url": f"/{section}/{slug}/",
                "at": made.published_at.isoformat(),
                "day": f"{made.published_at:%d/%m/%Y}",
            }
        )
        del related[:-4]


def build(folder: Path, *, clean: bool = True) -> tuple[float, float]:
    """Build the site anew; return seconds and the peak of memory in MB."""
    if clean:
        shutil.rmtree(folder / "public", ignore_errors=True)
    started = time.perf_counter()
    process = subprocess.Popen(["hugo", "--quiet", "--source", str(folder)])
    with peak_memory(lambda: [psutil.Process(process.pid)] if process.poll() is None else []) as memory:
        code = process.wait()
    if code:
        raise RuntimeError(f"hugo ended with {code}")
    return time.perf_counter() - started, memory["mb"]
