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

    // The A–Z shows only the entries that hold the words asked for.
    var list = document.querySelector('[data-filter]'), status = document.getElementById('found');
    if (!list || !box || !status) return;
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
    var asked = /[?&]q=([^&]*)/.exec(location.search);
    if (asked) { try { box.value = decodeURIComponent(asked[1].replace(/\+/g, ' ')); } catch (e) { /* not text */ } }
    box.addEventListener('input', filter);
    if (box.value) filter();
  });
})();
