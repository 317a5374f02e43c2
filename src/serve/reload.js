// Reloads the page when its site was built again, and says so when it could not be.
(() => {
  const mine = document.currentScript.src.split('?')[1];
  let channel = null;
  let banner = null;

  const hide = () => {
    banner?.remove();
    banner = null;
  };
  const show = text => {
    hide();
    banner = document.createElement('div');
    banner.setAttribute('role', 'alert');
    const title = document.createElement('strong');
    title.textContent = 'The site could not be built again; this is the last good one.';
    const reason = document.createElement('pre');
    reason.textContent = text;
    Object.assign(reason.style, { margin: '.5rem 0 0', whiteSpace: 'pre-wrap', font: '13px/1.4 ui-monospace, monospace' });
    banner.append(title, reason);
    Object.assign(banner.style, {
      position: 'fixed', left: '0', right: '0', bottom: '0', zIndex: '2147483647', maxHeight: '50vh', overflow: 'auto',
      padding: '1rem', background: '#1b1b1b', color: '#fff', borderTop: '3px solid #e0a800', font: '15px/1.4 system-ui, sans-serif',
    });
    document.body.append(banner);
  };

  // A browser keeps few connections to one host: a page that nobody looks at gives its own back.
  const follow = () => {
    if (document.hidden) {
      channel?.close();
      channel = null;
    } else if (!channel) {
      channel = new EventSource('/__dossier/reload');
      channel.addEventListener('site', event => (event.data === mine ? hide() : location.reload()));
      channel.addEventListener('failed', event => show(event.data));
    }
  };
  document.addEventListener('visibilitychange', follow);
  addEventListener('pagehide', () => { channel?.close(); channel = null; });
  addEventListener('pageshow', follow);
  follow();
})();
