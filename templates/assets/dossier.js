// Comforts only: without this script every page reads the same.
(function () {
  'use strict';
  var root = document.documentElement, key = 'dossier-theme';
  function stored() { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function show(theme) {
    if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
    else root.removeAttribute('data-theme');
  }
  // Runs before the first paint, so that nothing flashes or moves.
  root.classList.add('js');
  show(stored());

  document.addEventListener('DOMContentLoaded', function () {
    var each = function (selector, work) { Array.prototype.forEach.call(document.querySelectorAll(selector), work); };

    function pressed() {
      var now = root.getAttribute('data-theme') || 'auto';
      each('[data-theme-button]', function (b) { b.setAttribute('aria-pressed', String(b.getAttribute('data-theme-button') === now)); });
    }
    each('[data-theme-button]', function (b) {
      b.addEventListener('click', function () {
        var theme = b.getAttribute('data-theme-button');
        try { if (theme === 'auto') localStorage.removeItem(key); else localStorage.setItem(key, theme); } catch (e) { /* not remembered */ }
        show(theme);
        pressed();
      });
    });
    pressed();

    function copy(text, done) {
      function old() {
        var area = document.createElement('textarea');
        area.value = text;
        area.setAttribute('readonly', '');
        area.className = 'sr';
        document.body.appendChild(area);
        area.select();
        try { if (document.execCommand('copy')) done(); } finally { document.body.removeChild(area); }
      }
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, old); else old();
    }
    each('[data-copy]', function (b) {
      var label = b.getAttribute('aria-label');
      b.addEventListener('click', function () {
        var from = document.getElementById(b.getAttribute('data-copy'));
        var text = from ? from.textContent.trim() : location.href.split('#')[0];
        copy(text, function () {
          b.setAttribute('aria-label', 'Copied');
          setTimeout(function () { b.setAttribute('aria-label', label); }, 2000);
        });
      });
    });

    var box = document.querySelector('input[type=search]');
    document.addEventListener('keydown', function (e) {
      var t = e.target;
      if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName) || t.isContentEditable) return;
      if (box && box.getClientRects().length) { e.preventDefault(); box.focus(); box.select(); }
    });

    var status = document.getElementById('found'), index = document.querySelector('[data-words]');
    if (!box || !status) return;
    var asked = /[?&]q=([^&]*)/.exec(location.search);
    if (asked) { try { box.value = decodeURIComponent(asked[1].replace(/\+/g, ' ')); } catch (e) { /* not text */ } }
    if (index) return search(index, box, status);

    // The A–Z shows only the entries that hold the words asked for.
    var list = document.querySelector('[data-filter]');
    if (!list) return;
    var entries = Array.prototype.map.call(list.querySelectorAll('li'), function (li) { return [li, li.textContent.toLowerCase()]; });
    function filter() {
      var words = box.value.toLowerCase().split(/\s+/).filter(Boolean), found = 0;
      entries.forEach(function (e) {
        var hit = words.every(function (w) { return e[1].indexOf(w) >= 0; });
        e[0].hidden = !hit;
        found += hit ? 1 : 0;
      });
      Array.prototype.forEach.call(list.querySelectorAll('section'), function (s) { s.hidden = !s.querySelector('li:not([hidden])'); });
      status.textContent = words.length ? (found === 1 ? '1 entry' : found + ' entries') + ' of this page with these words.' : '';
    }
    box.addEventListener('input', filter);
    if (box.value) filter();
  });

  // The search of a large collection. Its index comes in parts, as scripts: a page from disk may load nothing else.
  // A part is a call of `dossier` with plain data; of the words, all with the same first letters are in one.
  var parts = {};
  window.dossier = function (data) { parts[document.currentScript.getAttribute('src')] = data; };
  function load(wanted, then) {
    var left = 1, failed = false;
    function done() { if (--left === 0) then(failed); }
    wanted.forEach(function (src) {
      if (parts[src]) return;
      var script = document.createElement('script');
      left++;
      script.onload = done;
      script.onerror = function () { failed = true; done(); };
      script.src = src;
      document.head.appendChild(script).remove();
    });
    done();
  }

  // Reads what is typed as the build read the labels (`text::lookup_words`).
  var UNSPACED = '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}';
  function terms(text) {
    var out = [];
    text.normalize('NFKC').toLowerCase().normalize('NFD').replace(/[\p{M}\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
      .replace(/ς/g, 'σ').split(/[^\p{Alphabetic}\p{N}]+/u).forEach(function (run) {
        (run.match(new RegExp('[' + UNSPACED + ']+|[^' + UNSPACED + ']+', 'gu')) || []).forEach(function (same) {
          var letters = Array.from(same);
          if (!new RegExp('[' + UNSPACED + ']', 'u').test(same)) out.push(letters.slice(0, 24).join(''));
          else if (letters.length === 1) out.push(same);
          else letters.slice(1).forEach(function (c, i) { out.push(letters[i] + c); });
        });
      });
    return out.filter(function (t, i) { return out.indexOf(t) === i; });
  }

  function search(index, box, status) {
    var SIZE = 80, SHOWN = 20, FILES = 6, turn = 0, wait;
    var lists = ['names', 'articles', 'words'].map(function (name) { return index.getAttribute('data-' + name).split(' ').filter(Boolean); });

    // The files of words that begin with a term. Where they are many, that of the word as it stands.
    function files(term) {
      var name = term.replace(/[^a-z0-9]/gu, function (c) { return '-' + c.codePointAt(0).toString(16) + '-'; }), own = '', longer = [];
      lists[2].forEach(function (src) {
        var of = src.slice(src.lastIndexOf('/words-') + 7, -3);
        if (name.indexOf(of) === 0) { if (!own || src.length > own.length) own = src; }
        else if (of.indexOf(name) === 0) longer.push(src);
      });
      return (own ? [own] : []).concat(longer.length < FILES ? longer : []);
    }

    // Entries with all terms: a key, and how many of them stand there as they are. None where the terms tell nothing apart.
    function find(asked) {
      var found = null;
      asked.forEach(function (term) {
        var here = new Map(), any = false;
        function add(steps, sign, whole) {
          var n = 0;
          steps.forEach(function (step) {
            n += step;
            var key = sign * (n + 1);
            if (!found || found.has(key)) here.set(key, Math.max(here.get(key) || 0, whole + (found ? found.get(key) : 0)));
          });
        }
        files(term).forEach(function (src) {
          (parts[src] || []).forEach(function (word) {
            if (word[0].indexOf(term) !== 0) return;
            if (word.length === 1) { any = true; return; }
            add(word[1], -1, word[0] === term ? 1 : 0);
            add(word[2], 1, word[0] === term ? 1 : 0);
          });
        });
        if (!any) found = here;
      });
      return found;
    }

    function place(key) {
      var n = Math.abs(key) - 1;
      return [lists[key < 0 ? 0 : 1][Math.floor(n / SIZE)], n % SIZE];
    }

    function make(tag, name, text, inside) {
      var e = document.createElement(tag);
      if (name) e.className = name;
      if (text) e.textContent = text;
      (inside || []).forEach(function (c) { e.append(c); });
      return e;
    }
    // An entry as the A–Z shows it.
    function row(key) {
      var at = place(key), part = parts[at[0]], e = part[1][at[1]], badge = part[0][e[3]];
      var label = make('bdi', '', e[0] + (e[5] ? '…' : ''));
      var link = make('a', e[4] ? 't v' : 't', '', [e[5] ? make('span', 'untitled', '', e[5] > 1 ? [label] : ['“', label, '”']) : label]);
      link.href = e[1];
      if (e[6]) link.lang = e[6];
      if (e[7]) link.dir = e[7];
      var who = make('span', 'who', '', [make('small', '', e[2])]);
      if (badge) {
        var sign = make('span', 'bdg ' + badge[0], badge[1]);
        sign.setAttribute('aria-hidden', 'true');
        who.prepend(sign, make('span', 'sr', badge[2] + ', '));
      }
      return make('li', '', '', [make('span', '', '', [link]), who]);
    }

    function show(keys, most) {
      var now = keys.slice(0, most), mine = turn;
      load(now.map(function (key) { return place(key)[0]; }).filter(function (src, i, all) { return all.indexOf(src) === i; }), function (failed) {
        if (mine !== turn) return;
        if (failed) { status.textContent = 'A part of the index could not be loaded.'; return; }
        var rows = make('ul', 'rows wide', '', now.map(row));
        index.replaceChildren(rows);
        if (keys.length <= most) return;
        var more = make('button', '', 'Show more');
        more.type = 'button';
        more.addEventListener('click', function () { show(keys, most + 5 * SHOWN); });
        index.append(make('p', 'note', '', [more]));
      });
    }

    function run() {
      var asked = terms(box.value), mine = ++turn;
      load([].concat.apply([], asked.map(files)), function (failed) {
        if (mine !== turn) return;
        var found = asked.length ? find(asked) : new Map(), keys = found ? Array.from(found.keys()) : [];
        // First what holds the words as they are, then names from A to Z, then the newest articles.
        keys.sort(function (a, b) { return found.get(b) - found.get(a) || (a < 0 && b < 0 ? b - a : a < 0 || b < 0 ? a - b : b - a); });
        status.textContent = failed ? 'A part of the index could not be loaded.'
          : !asked.length ? '' : !found ? 'Too many entries hold this: add a word or letter.'
          : keys.length === 1 ? '1 entry with these words.' : keys.length + ' entries with these words.';
        show(keys, SHOWN);
      });
    }
    // Titles are in serif: the page has none of it yet, and a font that comes late is not shown.
    if (document.fonts) document.fonts.load('1em "Dossier Serif"');
    box.addEventListener('input', function () { clearTimeout(wait); wait = setTimeout(run, 120); });
    if (box.value) run();
  }
})();
