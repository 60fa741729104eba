// Runs before the page is drawn, so that nothing moves: puts the text into the size that the reader chose last. The
// control is components/site/ReadingAids.astro.
(function () {
  try {
    var size = localStorage.getItem('text-size');
    if (size === 'large' || size === 'largest') document.documentElement.setAttribute('data-text-size', size);
  } catch {
    // Storage is refused in some private windows: the text stays as it is.
  }
})();
