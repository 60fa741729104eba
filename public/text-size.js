// Runs before the page is drawn, so that nothing moves: puts the text into the size that the reader chose last, and lets
// the controls show that need script. The control itself is components/site/ReadingAids.astro.
(function () {
  var root = document.documentElement;
  root.setAttribute('data-script', '');
  try {
    var size = localStorage.getItem('text-size');
    if (size === 'large' || size === 'largest') root.setAttribute('data-text-size', size);
  } catch {
    // Storage is refused in some private windows: the text stays as it is.
  }
})();
