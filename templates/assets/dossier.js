// Comforts only: without this script every page reads the same.
(function () {
  'use strict';
  var page = document, root = page.documentElement, key = 'dossier-theme';
  function stored() { try { return localStorage.getItem(key); } catch { return null; } }
  function show(theme) {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    else delete root.dataset.theme;
  }
  // Runs before the first paint, so that nothing flashes or moves.
  root.classList.add('js');
  show(stored());

  page.addEventListener('DOMContentLoaded', () => {
    var each = (selector, work) => page.querySelectorAll(selector).forEach(work);

    function pressed() {
      var now = root.dataset.theme || 'auto';
      each('[data-theme-button]', b => { b.ariaPressed = b.dataset.themeButton === now; });
    }
    each('[data-theme-button]', b => {
      b.onclick = () => {
        var theme = b.dataset.themeButton;
        try { if (theme === 'auto') localStorage.removeItem(key); else localStorage.setItem(key, theme); } catch { /* not remembered */ }
        show(theme);
        pressed();
      };
    });
    pressed();

    function copy(text, done) {
      function old() {
        var area = page.createElement('textarea');
        area.value = text;
        area.readOnly = true;
        area.className = 'sr';
        page.body.append(area);
        area.select();
        try { if (page.execCommand('copy')) done(); } finally { area.remove(); }
      }
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, old); else old();
    }
    each('[data-copy]', b => {
      var label = b.ariaLabel;
      b.onclick = () => {
        var from = page.getElementById(b.dataset.copy);
        var text = from ? from.textContent.trim() : location.href.split('#')[0];
        copy(text, () => {
          b.ariaLabel = 'Copied';
          setTimeout(() => { b.ariaLabel = label; }, 2000);
        });
      };
    });

    var box = page.querySelector('input[type=search]');
    page.addEventListener('keydown', e => {
      var t = e.target;
      if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName) || t.isContentEditable) return;
      if (box?.getClientRects().length) { e.preventDefault(); box.focus(); box.select(); }
    });

    var status = page.getElementById('found'), index = page.querySelector('[data-index]'), entries = [];
    if (!status) return;
    var asked = new URLSearchParams(location.search).get('q');
    if (asked) box.value = asked;

    // Of an A–Z on the page itself, only the entries show that hold the words asked for.
    each('[data-filter] li', li => entries.push([li, ' ' + terms(li.textContent).join(' ')]));
    function filter(words) {
      var found = 0;
      entries.forEach(e => { found += !(e[0].hidden = words.some(w => e[1].indexOf(' ' + w) < 0)); });
      each('[data-filter] section', s => { s.hidden = !s.querySelector('li:not([hidden])'); });
      each('.letters', e => { e.hidden = words.length; });
      return found;
    }
    search(index, box, status, entries.length && filter);
  });

  function count(n, one, more) { return n + ' ' + (n === 1 ? one : more); }

  // The search. Its index comes in parts, as scripts: a page from disk may load nothing else. A part is a call of
  // `dossier` with plain data; of the words, all whose names begin alike are in one.
  var parts = {};
  window.dossier = data => { parts[page.currentScript.getAttribute('src')] = data; };
  function load(wanted, then) {
    var left = 1, failed = false, done = () => { if (!--left) then(failed); };
    new Set(wanted).forEach(src => {
      if (parts[src]) return;
      var script = page.createElement('script');
      left++;
      script.onload = done;
      script.onerror = () => { failed = true; done(); };
      script.src = src;
      page.head.appendChild(script).remove();
    });
    done();
  }

  // Reads what is typed as the build read the texts (`text::Lookups`).
  var U = '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}]';
  var SILENT = '\\p{M}\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff', LETTERS = '\\p{Alphabetic}\\p{N}';
  var regex = source => new RegExp(source, 'gu'), silent = regex('[' + SILENT + ']'), other = regex('[^' + LETTERS + ']+');
  var same = regex(U + '+|(?:(?!' + U + ').)+'), word = regex(U + '[' + SILENT + ']*|(?:(?!' + U + ')[' + LETTERS + SILENT + '])+');
  var unspaced = text => text.search(regex(U)) >= 0;
  function terms(text) {
    var out = new Set();
    text.normalize('NFKC').toLowerCase().normalize('NFD').replace(silent, '').replace(/ς/g, 'σ').replace(/ʼ/g, ' ').split(other).forEach(run => (run.match(same) || []).forEach(part => {
      var all = [...part];
      if (!unspaced(part)) out.add(all.slice(0, 24).join(''));
      else if (all.length < 2) out.add(part);
      else all.slice(1).forEach((c, i) => out.add(all[i] + c));
    }));
    return [...out];
  }
  // Whether a word is one that was asked for: the last may go on, and a single sign of what is written without spaces.
  var fits = (word, asked, at) => word === asked[at] || word.indexOf(asked[at]) === 0 && (at === asked.length - 1 || unspaced(asked[at]));

  // Text goes into the page as text.
  function make(tag, name, ...inside) {
    var e = page.createElement(tag);
    if (name) e.className = name;
    e.append(...inside);
    return e;
  }
  function link(name, href, ...inside) {
    var a = make('a', name, ...inside);
    a.href = href;
    return a;
  }
  function tongue(e, lang, dir) {
    if (lang) e.lang = lang;
    if (dir) e.dir = dir;
    return e;
  }
  var quoted = (...inside) => ['“', ...inside, '”'];
  function title(text, untitled) {
    var label = make('bdi', '', text, untitled ? '…' : '');
    return untitled ? make('span', 'untitled', ...(untitled > 1 ? [label] : quoted(label))) : label;
  }
  function sign(badge) {
    var e = make('span', 'bdg ' + badge[0], badge[1]);
    e.ariaHidden = true;
    return e;
  }

  // As much of a text as is shown around the words asked for, each of them marked.
  function excerpt(text, asked) {
    var found = [...text.matchAll(word)], marks = [], most = 0, start = 0, end = text.length, out = [];
    found.forEach((m, i) => {
      var own = m[0], to = m.index + own.length, next = found[i + 1], pair = next && next.index === to && unspaced(own) && unspaced(next[0]) ? own + next[0] : own;
      var hit = terms(pair).find(w => asked.some((t, at) => fits(w, asked, at)));
      if (hit) marks.push([m.index, asked.indexOf(hit) < 0 ? to : m.index + pair.length]);
    });
    if (end > 420) {
      marks.forEach(from => {
        var n = marks.filter(mark => mark[0] >= from[0] && mark[1] < from[0] + 280).length;
        if (n > most) { most = n; start = Math.max(0, from[0] - 110); }
      });
      if (start) start += text.slice(start, start + 40).search(/[\s\udc00-\udfff]/) + 1;
      end = Math.min(end, start + 400);
      if (end < text.length) end = Math.max(text.lastIndexOf(' ', end), end - 40);
    }
    var at = start;
    marks.forEach(mark => {
      if (mark[0] < start || mark[1] > end || mark[1] <= at) return;
      out.push(text.slice(at, mark[0]), make('mark', '', text.slice(Math.max(at, mark[0]), mark[1])));
      at = mark[1];
    });
    out = [start ? '…' : '', ...out, text.slice(at, end), end < text.length ? '…' : ''];
    return /^["“„«「]|["”»」]$/.test(text.slice(start, end).trim()) ? out : quoted(...out);
  }

  function search(index, box, status, filter) {
    var SIZE = 80, SHOWN = 20, FAR = 0x1000000, turn = 0, wait, contents = index?.dataset.index;
    var file = name => contents.replace('contents', name), article = hit => Math.floor(hit[0] / FAR);

    // The files of words that begin with a term. Where they are many, that of the word as it stands.
    function files(term) {
      var name = term.replace(/[^a-z0-9]/gu, c => '-' + c.codePointAt(0).toString(16).padStart(5, '0')), own = [], longer = [];
      parts[contents][0].forEach(file => {
        var of = file.slice(6);
        if (!name.indexOf(of)) own = [file];
        else if (!of.indexOf(name)) longer.push(file);
      });
      return own.concat(longer.length < 6 ? longer : []).map(file);
    }

    // Calls with all places of a list, see `link/lookup/lists.rs`.
    function places(list, then) {
      for (var i = 0, n = 0, article = 0, piece = 0, step = false; i < list.length; i++) {
        var c = list.charCodeAt(i);
        c = (c === 33 ? 92 : c) - 63;
        n = n * 32 + c % 32;
        if (c > 31) continue;
        if (step) piece = n; else if (n % 2) piece += (n + 1) / 2; else article += n / 2;
        step = !step && n % 2 === 0;
        if (!step) then(article * FAR + piece);
        n = 0;
      }
    }

    // What holds all terms: names and titles; passages; articles in which they stand apart; what stands beside a text.
    function rank(asked) {
      // For each of the four lists, which of the terms stand where: bits, those from 15 on for the words as they are.
      var lists = [0, 1, 2, 3].map(() => new Map()), every = [0, 0, 0, 0], all = (1 << asked.length) - 1, held = new Map(), best = new Map();
      asked.forEach((term, at) => files(term).forEach(src => parts[src].forEach((word, i, words) => {
        if (i % 2 || !fits(word, asked, at)) return;
        var bits = 1 << at | (word === term) << at + 15;
        words[i + 1].split(' ').forEach((list, n) => {
          if (list === '*') every[n] |= bits;
          else places(list, key => lists[n].set(key, lists[n].get(key) | bits));
        });
      })));
      var full = bits => (bits & all) === all, hits = n => [...lists[n]].map(e => [e[0], n, e[1] | every[n]]), whole = n => hits(n).filter(hit => full(hit[2]));
      var ones = n => n && n % 2 + ones(n >> 1), text = whole(0);
      if (asked.length > 1) {
        [0, 1, 2].forEach(n => hits(n).forEach(hit => held.set(article(hit), held.get(article(hit)) | hit[2])));
        text.forEach(hit => held.delete(article(hit)));
        hits(0).forEach(hit => {
          var n = article(hit), old = best.get(n);
          if (full(held.get(n)) && !(old && ones(old[2] & all) >= ones(hit[2] & all))) best.set(n, hit);
        });
      }
      // First what holds the words as they are, then names from A to Z, then the newest articles.
      var sort = hits => hits.sort((a, b) => ones(b[2] >> 15) - ones(a[2] >> 15) || b[1] - a[1] || (a[1] > 2 ? a[0] - b[0] : article(b) - article(a) || a[0] - b[0]));
      return { names: sort(whole(3).concat(whole(2))), text: sort(text), apart: sort([...best.values()]), beside: sort(whole(1)), vague: full(every[0]) };
    }

    // The file that an entry or a passage is in.
    function place(hit) {
      var at = Math.floor(article(hit) / SIZE);
      if (hit[1] > 1) return file((hit[1] > 2 ? 'names-' : 'articles-') + (at + 1));
      parts[contents][1].forEach((start, i) => { if ((start[0] >= 0 ? start[0] * FAR + start[1] : start * FAR) <= hit[0]) at = i; });
      return file('text-' + (at + 1));
    }

    // An entry as the A–Z shows it.
    function entry(hit) {
      var [badges, rows] = parts[place(hit)], [label, href, kind, badge, voice, untitled, lang, dir] = rows[article(hit) % SIZE], who = make('span', 'who');
      badge = badges[badge];
      if (badge) who.append(sign(badge), make('span', 'sr', badge[2] + ', '));
      who.append(make('small', '', kind));
      return make('li', '', make('span', '', tongue(link(voice ? 't v' : 't', href, title(label, untitled)), lang, dir)), who);
    }

    // Passages as the page of a topic shows them, those of an article that follow each other under one title.
    function passages(hits, asked) {
      var last, quotes, list = make('ol', 'pass');
      hits.forEach(hit => {
        var [rows, badges] = parts[place(hit)], [n, first, label, href, badge, when, untitled, lang, dir, pieces] = rows.find(row => row[0] === article(hit));
        var [text, at, anchor] = pieces[hit[0] % FAR - first];
        badge = badges[badge];
        if (n !== last) {
          quotes = tongue(make('div'), lang, dir);
          list.append(make('li', badge[0], make('div', 'meta', link('src', badge[3], sign(badge), make('bdi', 'nm', badge[2])), make('span', 'w', when)),
            make('div', '', make('p', 'art-of', tongue(link('', href, title(label, untitled)), lang, dir)), quotes)));
        }
        last = n;
        // Who hears the link alone hears the passage with it.
        var to = link('at', href + '#' + (anchor || 'p' + at), anchor ? at : '¶\u00a0' + at), quote = make('blockquote', '', tongue(make('span', '', ...excerpt(text, asked)), '', dir || 'ltr'), ' ', to);
        quote.id = 'hit' + hit[0];
        to.setAttribute('aria-describedby', quote.id);
        quotes.append(quote);
      });
      return list;
    }

    function show(all, hits, asked, most) {
      var now = hits.slice(0, most), names = all.slice(0, most), mine = turn;
      load(names.concat(now).map(place), failed => {
        if (mine !== turn) return;
        if (failed) return lost();
        index.replaceChildren();
        if (names.length) index.append(make('ul', 'rows wide', ...names.map(entry)));
        if (now.length) index.append(make('section', 'sec', make('header', '', make('h2', '', 'In the texts')), passages(now, asked)));
        var left = Math.max(all.length, hits.length) - most, more = make('button', '', 'Show more (' + left + ' left)');
        if (left <= 0) return;
        more.type = 'button';
        more.onclick = () => show(all, hits, asked, most + 5 * SHOWN);
        index.append(make('p', 'note', more));
      });
    }
    function say(text) { status.textContent = text; }
    function lost() { say('A part of the index is missing.'); }

    function run() {
      var asked = terms(box.value).slice(0, 15), mine = ++turn, here = filter && filter(asked);
      say(asked.length && !index ? count(here, 'entry', 'entries') + ' of this page with these words.' : '');
      if (!index) return;
      if (!asked.length) return index.replaceChildren();
      load([contents], failed => failed ? lost() : load(asked.flatMap(files), failed => {
        if (mine !== turn) return;
        if (failed) return lost();
        var found = rank(asked), names = filter ? [] : found.names, apart = found.apart.length, hits = found.text.concat(found.apart, found.beside);
        say(count(filter ? here : names.length, 'entry', 'entries') + ' and '
          + (found.vague ? 'too many passages to list: add a word.' : count(hits.length - apart, 'passage', 'passages') + ' with these words'
          + (apart ? ', and apart in ' + count(apart, 'more article', 'more articles') : '') + '.'));
        show(names, hits, asked, SHOWN);
      }));
    }
    // Titles and passages are in serif: the page has none of it yet, and a font that comes late is not shown.
    if (page.fonts) page.fonts.load('1em "Dossier Serif"');
    box.oninput = () => { clearTimeout(wait); wait = setTimeout(run, 120); };
    // Arrows go through what was found, and Escape back to the box.
    page.addEventListener('keydown', e => {
      var step = { ArrowDown: 1, ArrowUp: -1 }[e.key], links = [...page.querySelectorAll('main .t,#hits .at')].filter(a => a.getClientRects().length), at = links.indexOf(e.target);
      if (at < 0 && e.target !== box) return;
      if (step) { (links[at + step] || (step > 0 ? e.target : box)).focus(); e.preventDefault(); }
      else if (e.key === 'Escape') { if (at >= 0) box.focus(); else if (!box.value) box.blur(); }
    });
    // Behind the way back, the box holds what was asked before.
    window.addEventListener('pageshow', () => { if (box.value) run(); });
  }
})();
